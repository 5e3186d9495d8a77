import base64
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.formats.completeness import squeezed
from secondstory.documents.read import read
from secondstory.documents.values import Document, RefusedInput, SourceFile

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def written(write: Callable[[Any], None]) -> bytes:
    paper = docx.Document()
    write(paper)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def document(content: bytes, name: str = "report.docx") -> Document:
    return read(SourceFile(name=name, content=content))


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            target.writestr(info.filename, change(part) if info.filename == name else part)
    return stream.getvalue()


def report(paper: Any) -> None:
    paper.core_properties.title = "Queue stuck"
    paper.add_heading("Queue stuck in March", 0)
    paper.add_heading("Summary", 1)
    paper.add_paragraph("Orders waited.").add_run(" Nothing was lost.").bold = True
    paper.add_paragraph("Alert", style="List Bullet")
    paper.add_paragraph("Drill", style="List Bullet")
    paper.add_paragraph("First", style="List Number")
    table = paper.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Time", "Event", "10:00", "Alert | page\nsent"), strict=True
    ):
        cell.text = text
    paper.add_picture(io.BytesIO(PIXEL))
    paper.inline_shapes[0]._inline.docPr.set("descr", "Length of the queue")
    paper.sections[0].header.paragraphs[0].text = "For internal use"


def test_a_docx_becomes_markdown() -> None:
    found = document(written(report))
    assert found.markdown == (
        "# Queue stuck in March\n\n# Summary\n\nOrders waited. **Nothing was lost.**\n\n- Alert\n- Drill\n\n1. First\n\n"
        "| Time | Event |\n| --- | --- |\n| 10:00 | Alert \\| page<br>sent |\n\nLength of the queue\n"
    )
    assert (found.format, found.title, found.front_matter) == ("docx", "Queue stuck", {"page_header": "For internal use"})
    assert "1 embedded picture" in found.warnings[0]


def test_a_docx_is_known_by_its_content() -> None:
    assert document(written(report), name="report.doc").format == "docx"


def test_text_that_the_converter_passes_over_is_put_at_the_end() -> None:
    namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    aside = b"<w:p><w:unheardOf " + namespace + b"><w:r><w:t>Set aside</w:t></w:r></w:unheardOf></w:p>"
    content = with_part(written(report), "word/document.xml", lambda part: part.replace(b"<w:sectPr", aside + b"<w:sectPr", 1))
    assert document(content).markdown.endswith("\n\nSet aside\n")


def test_xml_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'
    content = with_part(written(report), "word/document.xml", lambda part: part.replace(b"<w:document", bomb + b"<w:document", 1))
    with pytest.raises(RefusedInput, match="entities"):
        document(content)


def test_a_docx_that_is_a_zip_bomb_is_refused() -> None:
    content = with_part(written(report), "word/document.xml", lambda part: part + b" " * 40 * 1024 * 1024)
    with pytest.raises(RefusedInput, match=r"zip bomb|larger than"):
        document(content)


def test_absurdly_deep_nesting_is_refused() -> None:
    deep = b"<w:sdt>" * 500 + b"</w:sdt>" * 500
    content = with_part(written(report), "word/document.xml", lambda part: part.replace(b"<w:sectPr", deep + b"<w:sectPr", 1))
    with pytest.raises(RefusedInput, match="nested too deeply"):
        document(content)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"])
def test_broken_xml_is_refused(part: str) -> None:
    with pytest.raises(RefusedInput, match="damaged"):
        document(with_part(written(report), part, lambda xml: xml[: len(xml) // 2]))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_docx_is_refused(share: float) -> None:
    content = written(report)
    with pytest.raises(RefusedInput, match="damaged"):
        document(content[: int(len(content) * share)])


STYLES = st.sampled_from(
    ["Normal", "Heading 1", "Heading 3", "List Bullet", "List Bullet 2", "List Number", "Quote", "Title", "Caption", "Table"]
)


@given(parts=st.lists(st.tuples(STYLES, st.text(alphabet="abc 12*_#[]|<&>\\`-.", min_size=1, max_size=20)), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_every_word_of_a_docx_is_in_the_document(parts: list[tuple[str, str]]) -> None:
    def write(paper: Any) -> None:
        paper.add_paragraph("start")
        for style, text in parts:
            if style == "Table":
                paper.add_table(1, 2).cell(0, 1).text = text
            else:
                paper.add_paragraph(text, style=style)

    kept = squeezed(document(written(write)).markdown)
    assert [text for _, text in parts if squeezed(text) not in kept] == []
