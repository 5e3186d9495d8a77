import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondstory.kit.markdown import _cleaned, _reader, markdown_html, markdown_line, markdown_of_plain, markdown_text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "<svg onload=alert(1)>\n\nwords",
        '<a href="javascript:alert(1)" onclick="x()">x</a>',
        "<p style='position:fixed'>x</p>",
        "![x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
    ],
)
def test_nothing_of_the_source_runs(text: str) -> None:
    for html in (markdown_html(text), markdown_line(text)):
        for sign in ("<script", "<img", "<svg", 'href="javascript', 'href="data', " onerror=", " onclick=", "style="):
            assert sign not in html


def test_tags_in_the_source_go_and_their_words_stay() -> None:
    assert markdown_html("<details><summary>More</summary>\nwords</details>") == "<p>More\nwords</p>"


def test_an_image_becomes_a_link() -> None:
    html = markdown_html("![The graph](https://example.com/graph.png)")
    assert html == '<p><a href="https://example.com/graph.png" rel="noopener noreferrer nofollow">The graph</a></p>\n'


@pytest.mark.parametrize("address", ["#timeline", "other.md", "/etc/passwd", "../x"])
def test_a_link_inside_the_source_stays_as_words(address: str) -> None:
    html = markdown_html(f"[words]({address})")
    assert "words" in html
    assert "href" not in html


def test_headings_begin_at_three_and_skip_no_level() -> None:
    html = markdown_html("# One\n\n#### Two\n\n# Three")
    assert "<h3>One</h3>" in html
    assert "<h4>Two</h4>" in html
    assert "<h3>Three</h3>" in html


def test_a_table_scrolls_by_itself_and_numbers_stand_right() -> None:
    html = markdown_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert html.startswith('<div class="scroll"')
    assert '<td class="r">2</td>' in html


def test_boxes_of_a_task_list_have_words() -> None:
    html = markdown_html("- [x] done thing\n- [ ] open thing")
    assert "done: </span>done thing" in html
    assert "open: </span>open thing" in html


@pytest.mark.parametrize(
    ("text", "html"), [("Plain words, 5 %.", "Plain words, 5 %."), ("a *b*", "a <em>b</em>"), ("1 < 2", "1 &lt; 2"), ("R&D", "R&amp;D")]
)
def test_a_line_has_no_paragraph_around_it(text: str, html: str) -> None:
    assert markdown_line(text) == html


def test_the_words_alone() -> None:
    assert markdown_text("## A *b*\n\n- c & `d`") == "A b c & d"


@pytest.mark.parametrize("text", ["1. first", "2026. A year", "- a", "+ a", "= =", "Plain, words."])
def test_what_looks_plain_reads_as_markdown_reads_it(text: str) -> None:
    assert markdown_text(text) in {" ".join(text.split()), "first", "A year", "a"}


@given(st.text(alphabet=st.sampled_from(list("ab1 .-+=*_`\\[]()<>#|~&!\"'\n:/é$")), max_size=40))
def test_the_short_way_for_plain_texts_shows_what_the_long_way_shows(text: str) -> None:
    written = markdown_of_plain(text)
    assert markdown_line(written) == _cleaned(_reader().renderInline(written))
