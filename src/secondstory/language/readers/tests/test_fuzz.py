"""Any text can be read in any format: nothing moves, nothing gets lost, and it takes time in proportion to its length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.language.prose import Prose
from secondstory.language.readers import Format, read_prose

FORMATS: tuple[Format, ...] = ("markdown", "html", "text")

PIECES = st.sampled_from(
    [
        *"`~#>-*+|_[]()<>!\"'“”‘’«»&;:\\/= \t\n\r\x00\x0b\x0c\u2028",
        *[
            "\r\n",
            "```",
            "~~~",
            "<!--",
            "-->",
            "<td>",
            "</td>",
            "<tr>",
            "<pre>",
            "</pre>",
            "<script>",
            "---",
            "| - |",
            "|---|---|",
            "    ",
            "](",
            "![",
            "[^1]",
        ],
        *[
            "12:05",
            "2024-05-01",
            "Timeline",
            "## Action items",
            "Attendees: Ada Novak",
            "We forgot",
            "don&#39;t",
            "&nbsp;",
            "https://a.example/x",
            "a@b.example",
        ],
        *[
            "🙂",
            "é",
            "e\u0301",
            "שלום",
            "\ud800",
            "\U0010ffff",
            "İ",
            "ß",
            "<q>",
            "<code>",
            "<h2>",
            "<br>",
            "- [ ] ",
            "1. ",
            "> [!NOTE]",
            ":::",
            "{%",
        ],
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join), st.text(st.characters(codec=None), max_size=60))


def places_are_right(text: str, prose: Prose) -> None:
    assert len(prose.masked) == len(text)
    last = 0
    for passage in prose.passages:
        assert last <= passage.start < passage.end <= len(text)
        last = passage.end
    for start, end in prose.comments:
        assert text[start:end].startswith("<!--")


@pytest.mark.parametrize("format_", FORMATS)
@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read(format_: Format, text: str) -> None:
    places_are_right(text, read_prose(text, format=format_))


@pytest.mark.parametrize("format_", FORMATS)
@given(data=st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_can_be_read(format_: Format, data: bytes) -> None:
    text = data.decode("utf-8", errors="surrogateescape")
    places_are_right(text, read_prose(text, format=format_))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "piece",
    [
        *[
            "`",
            "``` ",
            "[",
            "![",
            "](",
            "[a](",
            "[[",
            "<!--",
            "<",
            "</",
            "<a ",
            '<a "',
            "<q>",
            "<pre>",
            "<td>",
            "<td>x",
            ">",
            "> ",
            '"',
            ' "a',
            "'",
            " 'a",
            "“",
            "«",
            "|",
            "| a ",
        ],
        *[
            "\t",
            "- ",
            "* ",
            "1. ",
            "#",
            "~",
            "_",
            "*",
            "\\",
            "\\'",
            "&",
            "&#39;",
            "&a;",
            "a@",
            "a.",
            "://",
            "www.",
            "{",
            "{{",
            "{%",
            ":",
            "12:05 ",
            "a.B",
            "\n",
            "\r",
            "\n\n\t",
        ],
        *[
            "-",
            "=",
            "---\n",
            "a\n",
            "a\n---\n",
            "|-",
            "a|\n|-\n",
            "- a\n",
            "<b>x</b>\n",
            "x: y\n",
            "at a(",
            "🙂",
            "\ud800",
            "\x00",
            "xé ",
            "![](",
            "](a ",
            '](a "',
            "[^",
            "][",
        ],
    ],
)
def test_repeats_take_time_in_proportion(format_: Format, piece: str) -> None:
    text = (piece * (150_000 // len(piece) + 1))[:150_000]
    places_are_right(text, read_prose(text, format=format_))
