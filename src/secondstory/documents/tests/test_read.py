import contextlib
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.formats.completeness import squeezed
from secondstory.documents.read import read
from secondstory.documents.values import BlockKind, Document, RefusedInput, SourceFile


def document(name: str, content: str | bytes) -> Document:
    return read(SourceFile(name=name, content=content if isinstance(content, bytes) else content.encode()))


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.md", "# Title", "markdown"),
        ("a.MARKDOWN", "# Title", "markdown"),
        ("a.txt", "Title", "text"),
        ("README", "Title", "text"),
        ("a.adoc", "= Title", "text"),
        ("a.html", "<p>Title</p>", "html"),
        ("a.html", "Title, and no tag at all", "text"),
        ("a.txt", "<!DOCTYPE html><p>Title</p>", "html"),
        ("a.md", "<html><body>Title</body></html>", "html"),
        ("a.md", "<h1 align=center>Title</h1>\n\nMarkdown below", "markdown"),
        ("a.rst", "Title\n=====\n", "rst"),
    ],
)
def test_the_format_follows_from_name_and_content(name: str, content: str, format_: str) -> None:
    assert document(name, content).format == format_


def test_markdown_is_taken_as_it_is() -> None:
    text = "---\nid: q-1\n---\n# Queue stuck\n\n* one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    found = document("a.md", text)
    assert found.markdown == text.removeprefix("---\nid: q-1\n---\n")
    assert found.front_matter == {"id": "q-1"}
    assert [block.kind for block in found.blocks] == [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE]


def test_plain_text_may_have_front_matter() -> None:
    found = document("a.txt", "---\nseverity: 2\n---\nThe queue was stuck.\n")
    assert found.front_matter == {"severity": 2}
    assert "The queue was stuck." in found.markdown


def test_plain_text_between_rules_loses_nothing() -> None:
    assert squeezed(document("a.txt", "---\nkey: [broken\n---\nText\n").markdown) == "keybrokenText"


def test_a_guessed_encoding_is_a_warning() -> None:
    found = document("a.md", "Prüfung".encode("cp1252") + b" of the words around it")
    assert found.encoding == "cp1252"
    assert "Prüfung" in found.markdown
    assert found.warnings


def zip_of(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0)), "content")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b" \n\t\n", "empty"),
        ("a.md", b"\xef\xbb\xbf", "empty"),
        ("a.html", b"<html><script>only()</script></html>", "no text"),
        ("a.md", bytes(range(256)) * 10, "not text"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "picture"),
        ("graph.svg", b"<svg/>", "picture"),
        ("a.pdf", b"%PDF-1.7", "export the original"),
        ("a.txt", b"%PDF-1.7", "PDF is not read"),
        ("a.rtf", b"{\\rtf1 text}", "save it as DOCX"),
        ("a.doc", b"{\\rtf1 text}", "RTF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "save it as DOCX"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "password"),
        ("a.docx", b"only text", "is none"),
        ("a.docx", zip_of("page.md"), "not a Word document"),
        ("a.docx", zip_of("page.md")[:30], "damaged"),
        ("a.odt", zip_of("content.xml"), "save it as DOCX"),
        ("a.xlsx", zip_of("xl/workbook.xml"), "only DOCX"),
        ("a.tar.gz", b"\x1f\x8b\x08", "unpack it"),
        ("a.csv", b"name,status\n", "it is a table"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "recording"),
        ("a.md", b"x" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(RefusedInput, match=reason):
        document(name, content)


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.rst"])
@pytest.mark.parametrize(
    "content",
    [
        "word " * 100_000,
        "> " * 3000 + "word",
        "- " * 3000 + "word",
        "[" * 3000 + "word",
        "<div>" * 3000 + "word",
        "**" * 3000 + "word",
        "word\0",
    ],
)
def test_long_lines_and_deep_nesting_do_no_harm(name: str, content: str) -> None:
    assert "word" in document(name, content).markdown


CONFLUENCE_WORD = b"""Date: Mon, 3 Mar 2025 10:00:00 +0000
Message-ID: <1@wiki>
Subject: Exported From Confluence
MIME-Version: 1.0
Content-Type: multipart/related; boundary="part"

--part
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

<html><head><title>Queue stuck</title></head><body><h1>Summary</h1><p>The caf=C3=A9 queue.</p></body></html>
--part--
"""


def test_a_web_archive_named_doc_is_read_as_the_page_in_it() -> None:
    found = document("a.doc", CONFLUENCE_WORD)
    assert (found.markdown, found.title, found.format) == ("# Summary\n\nThe café queue.\n", "Queue stuck", "html")


NOTION_ID = "0123456789abcdef0123456789abcdef"


def test_a_notion_page_takes_its_id_from_its_name_and_its_properties_from_below_the_title() -> None:
    page = "# Queue stuck\n\nStatus: Done\nOwners: Ada, Grace\nID: INC-7\nLink: https://example.org/1\n\n## Summary\n\nNote: it stood.\n"
    found = document(f"Incidents/Queue stuck {NOTION_ID}.md", page)
    assert found.front_matter == {"id": NOTION_ID, "Status": "Done", "Owners": "Ada, Grace", "Link": "https://example.org/1"}
    assert found.markdown == "# Queue stuck\n\nID: INC-7\n\n## Summary\n\nNote: it stood.\n"


def test_a_notion_page_that_starts_with_prose_keeps_it() -> None:
    page = "# Queue stuck\n\nNote: this is the start\nof a paragraph.\n"
    assert document(f"Queue stuck {NOTION_ID}.md", page).markdown == page


def test_lines_like_properties_stay_where_the_file_is_not_from_notion() -> None:
    page = "# Queue stuck\n\nStatus: Done\n"
    assert document("queue.md", page).markdown == page


WORDS = st.text(alphabet="abcdefgh", min_size=3, max_size=8)
LINES = st.lists(
    st.one_of(
        WORDS,
        WORDS.map("# {}".format),
        WORDS.map("- {}".format),
        WORDS.map("> {}".format),
        WORDS.map("    {}".format),
        WORDS.map("{}: x".format),
        WORDS.map(".. {}::".format),
        WORDS.map(":{}: y".format),
        WORDS.map("*{}*".format),
        WORDS.map("`{}`".format),
        st.sampled_from(["", "---", "+++", "```", "===", "| a | b |", "|---|---|", "<div>", "::", ":ref:`there`", "[1]_ |sub| link_"]),
    ),
    max_size=20,
)


@given(lines=LINES, name=st.sampled_from(["a.md", "a.txt", f"Page {NOTION_ID}.md"]))
@settings(max_examples=120, deadline=None)
def test_every_word_of_text_is_in_the_document(lines: list[str], name: str) -> None:
    assert_nothing_dropped(name, "\n".join(["start", *lines]))


@given(lines=LINES)
@settings(max_examples=60, deadline=None)
def test_every_word_of_front_matter_is_in_the_document(lines: list[str]) -> None:
    assert_nothing_dropped("a.md", "\n".join(["---", *lines, "---", "end"]))


@given(lines=LINES.map(lambda lines: [line for line in lines if not line.startswith("..")]))
@settings(max_examples=60, deadline=None)
def test_every_word_of_restructured_text_is_in_the_document(lines: list[str]) -> None:
    assert_nothing_dropped("a.rst", "\n".join(["start", "", *lines]))


@given(content=st.binary(min_size=1, max_size=400), name=st.sampled_from(["a.md", "a.txt", "a.html", "a.rst", "a.docx", "a", "a.doc"]))
@settings(max_examples=120, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    with contextlib.suppress(RefusedInput):
        found = document(name, content)
        assert found.markdown or found.front_matter


def assert_nothing_dropped(name: str, text: str) -> None:
    found = document(name, text)
    kept = squeezed(found.markdown + repr(found.front_matter))
    missing = [word for word in re.findall(r"[^\W_]{3,}", text) if word not in kept]
    assert missing == []
