"""What of a page is its author's prose."""

import pytest

from secondstory.language.prose import Scope
from secondstory.language.readers import read_prose


def said(text: str) -> list[str]:
    prose = read_prose(text, format="html")
    return [" ".join(prose.masked[passage.start : passage.end].split()) for passage in prose.passages]


def scopes(text: str) -> list[Scope]:
    return [passage.scope for passage in read_prose(text, format="html").passages]


def test_blocks_are_passages() -> None:
    assert said("<h1>Outage</h1><p>The <b>queue</b> was\nfull.<p>It drained.<ul><li>One<li>Two<br>Three</ul>") == [
        "Outage",
        "The queue was full.",
        "It drained.",
        "One",
        "Two",
        "Three",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>we forgot</script>",
        "<style>we forgot",
        "<pre>we <b>forgot</b></pre>",
        "<blockquote><p>we forgot</p></blockquote>",
        "<!-- we forgot -->",
        "<p title='we > forgot'>x</p>",
        "<nav><a href=/>we forgot</a></nav>",
        "<p><code>we forgot</code></p>",
        "<head><title>we forgot</title></head>",
    ],
)
def test_what_is_not_the_authors_prose_is_blank(text: str) -> None:
    assert "forgot" not in read_prose(text, format="html").masked


def test_entities_keep_a_word_together() -> None:
    assert said("<p>It didn&#39;t&nbsp;start &amp; we didn&rsquo;t know.</p>") == ["It didn't start & we didn’t know."]


def test_sections_and_tables_say_what_passages_are_for() -> None:
    text = (
        "<h2>Timeline</h2><p>Ada looked.</p><h2>Actions</h2><table><tr><th>Task<th>Owner</tr>"
        "<tr><td>Add an alert</td><td>Ada Novak</td></tr></table>"
        "<h2>Impact</h2><p>None.</p>"
    )
    assert scopes(text) == [
        Scope.HEADING,
        Scope.TIMELINE,
        Scope.HEADING,
        Scope.HEADING,
        Scope.HEADING,
        Scope.ACTIONS,
        Scope.ATTENDEES,
        Scope.HEADING,
        Scope.PROSE,
    ]


def test_a_table_that_only_lays_out_a_page_hides_nothing() -> None:
    assert said("<table><tr><td><h2>Impact</h2><p>None.</p></td></tr></table>") == ["Impact", "None."]


def test_the_title_is_the_first_heading_or_that_of_the_page() -> None:
    assert read_prose("<title>Full &amp; queue</title><p>x", format="html").title == "Full & queue"
    assert read_prose("<title>Site</title><h1>Full queue</h1>", format="html").title == "Full queue"


def test_comments_are_found() -> None:
    text = "<p>a</p><!-- b --><p>c</p>"
    assert [text[start:end] for start, end in read_prose(text, format="html").comments] == ["<!-- b -->"]
