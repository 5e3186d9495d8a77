import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.blocks import blocks_of
from secondstory.documents.extraction.post_mortem import post_mortem
from secondstory.documents.values import ActionEntry, Document, Moment, PostMortem, TimelineEntry

Extract = Callable[..., PostMortem]

EXPORT = """\
## Summary

The mill of the lower valley stood still for **two hours**.

## Impact

- Forty bakers had no flour.
- Two of them had no bread.

## Timeline

- 2024-05-06 14:02 UTC: The wheel stops
  - it is the river
- 2024-05-06 15:30 UTC: The wheel turns again

## Causes

The river ran dry.

## Resolution

The sluice was opened.

## Lessons

### What went well

The horn was heard.

## Action items

- [x] Grease the wheel. Owner: Ada [MILL-1](https://tracker.example/browse/MILL-1)
- [ ] Order a belt by 2024-06-01 (@ben)

## The river in May

It was a dry month.
"""


def test_an_export_is_read_back_whole(extract: Extract) -> None:
    record = extract(
        EXPORT,
        id="INC-7",
        title="The mill stood still",
        kind="technical",
        severity="SEV-2",
        date=date(2024, 5, 6),
        started_at="2024-05-06T14:02:00+00:00",
        detected_at="2024-05-06T14:10:00+00:00",
        resolved_at="2024-05-06T15:30:00+00:00",
        teams=["Millers"],
        components=["Wheel", "Belt"],
        tags=["river"],
    )

    assert (record.identity, record.title, record.kind, record.severity) == ("INC-7", "The mill stood still", "technical", "SEV-2")
    assert record.date == date(2024, 5, 6)
    assert record.started_at == Moment("2024-05-06T14:02+00:00")
    assert record.detected_at == Moment("2024-05-06T14:10+00:00")
    assert record.resolved_at == Moment("2024-05-06T15:30+00:00")
    assert (record.teams, record.components, record.tags) == (("Millers",), ("Wheel", "Belt"), ("river",))
    assert record.summary == "The mill of the lower valley stood still for **two hours**."
    assert record.impact == "- Forty bakers had no flour.\n- Two of them had no bread."
    assert (record.causes, record.resolution) == ("The river ran dry.", "The sluice was opened.")
    assert record.lessons == "### What went well\n\nThe horn was heard."
    assert record.timeline == (
        TimelineEntry(Moment("2024-05-06T14:02+00:00"), "The wheel stops\n- it is the river", stated="2024-05-06 14:02 UTC:"),
        TimelineEntry(Moment("2024-05-06T15:30+00:00"), "The wheel turns again", stated="2024-05-06 15:30 UTC:"),
    )
    assert record.action_items == (
        ActionEntry(
            title="Grease the wheel. [MILL-1](https://tracker.example/browse/MILL-1)",
            owner="Ada",
            ticket="https://tracker.example/browse/MILL-1",
            done=True,
        ),
        ActionEntry(title="Order a belt by 2024-06-01", owner="@ben", due_on=date(2024, 6, 1), done=False),
    )
    assert [(passage.title, passage.markdown) for passage in record.body] == [("The river in May", "It was a dry month.")]
    assert record.properties == ()
    assert record.warnings == ()


def words(text: str) -> Counter[str]:
    """The words of a text; the number before an item and the cross in a check box are marks of their list, no words."""
    text = re.sub(r"(?m)^(\s*(?:>\s?)*)(?:\d{1,9}[.)]|[-*+] \[[ xX]\])(?=\s|$)", r"\1", text)
    return Counter(re.findall(r"[^\W_]+", text))


def held(record: PostMortem) -> Counter[str]:
    texts = [record.title or "", record.severity or "", record.summary, record.impact, record.causes, record.lessons, record.resolution]
    texts += [text for entry in record.timeline for text in (entry.text, entry.stated)]
    texts += [text for item in record.action_items for text in (item.title, item.description, item.owner or "", item.ticket or "")]
    texts += [text for passage in record.body for text in (passage.title, passage.markdown)]
    return words("\n".join([*texts, *record.labels]))


WORDS = st.sampled_from(
    [
        "mill",
        "Ada",
        "wheel",
        "river",
        "because",
        "root cause of",
        "14:02",
        "14:10 UTC",
        "2024-05-06",
        "#12",
        "(Ben)",
        "@cleo",
        "will",
        "done",
    ]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
HEADING = st.sampled_from(
    [
        "Summary",
        "Impact",
        "Timeline",
        "Root cause",
        "Lessons learned",
        "What went well",
        "Action items",
        "Next steps",
        "Background",
        "May 6",
        "14:02",
        "Appendix",
    ]
)
FRAGMENT = st.one_of(
    st.tuples(st.integers(1, 4), HEADING).map(lambda pair: f"{'#' * pair[0]} {pair[1]}"),
    SENTENCE,
    st.tuples(HEADING, SENTENCE).map(lambda pair: f"**{pair[0]}**: {pair[1]}"),
    st.tuples(HEADING, SENTENCE).map(lambda pair: f"- **{pair[0]}**: {pair[1]}\n  - more {pair[1]}"),
    st.tuples(SENTENCE, SENTENCE).map(lambda pair: f"- {pair[0]}\n  - {pair[1]}\n\n    further {pair[1]}\n- [x] {pair[0]}"),
    st.tuples(SENTENCE, SENTENCE).map(lambda pair: f"1. {pair[0]}\n2. {pair[1]}\n- {pair[0]}"),
    st.tuples(SENTENCE, SENTENCE).map(lambda pair: f"14:02 {pair[0]}\n14:10 {pair[1]}"),
    st.tuples(SENTENCE, SENTENCE).map(lambda pair: f"| Time | Event |\n|---|---|\n| 14:02 | {pair[0]} |\n| 14:10 | {pair[1]} |"),
    st.tuples(SENTENCE, SENTENCE).map(
        lambda pair: f"| Action | Owner | Status |\n|---|---|---|\n| {pair[0]} | Ada | done |\n| {pair[1]} | | |"
    ),
    st.tuples(SENTENCE, SENTENCE).map(lambda pair: f"This includes: 1. Fix {pair[0]} 2. Add {pair[1]}"),
    SENTENCE.map(lambda text: f"> {text}"),
    SENTENCE.map(lambda text: f"```\n{text}\n```"),
    SENTENCE.map(lambda text: f"<div>\n{text}\n</div>"),
    SENTENCE.map(lambda text: f"*{text} of the template*"),
    st.just("[ref]: https://example.org/some/where"),
    st.just("---"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENT, max_size=12))
def test_no_word_of_the_source_is_dropped(fragments: list[str]) -> None:
    markdown = "\n\n".join(fragments)
    document = Document(name="a.md", format="markdown", encoding="utf-8", markdown=markdown, blocks=blocks_of(markdown))

    assert words(markdown) - held(post_mortem(document, today=date(2026, 6, 1))) == Counter()


LONG = 20_000


@pytest.mark.parametrize(
    "hostile",
    [
        " " * LONG,
        "[" * LONG,
        "*" * LONG,
        "**a" * LONG,
        "http://" * LONG,
        "1" * LONG,
        "12:00 " * LONG,
        "a@" * LONG,
        "<a" * LONG,
        "![](" * LONG,
        "# a\n" * (LONG // 10),
        "**A**: x\n\n" * (LONG // 10),
        "- " * 200 + "x",
        "> " * 2000 + "x",
        "# Timeline\n\n" + "- 12:00 x\n" * (LONG // 10),
        "# Actions\n\n- " + "owner " * LONG,
        "# Actions\n\n" + "1. A " * LONG,
        "# Actions\n\n-" + " " * LONG + "x",
        "ABCD " * LONG,
        "A: " * LONG,
        "Jan " * LONG,
        "time " * LONG,
        "All times in " + "A" * LONG,
        "\0\r\f" * LONG,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_is_read_to_its_end(extract: Extract, hostile: str) -> None:
    """Every pattern is linear, so this finishes; a quadratic one would take minutes here."""
    assert extract(hostile).name == "report.md"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    document = Document(name="a.md", format="markdown", encoding="utf-8", markdown=text, blocks=blocks_of(text))

    assert post_mortem(document, today=date(2026, 6, 1)).name == "a.md"


def test_an_empty_document_has_no_fields() -> None:
    record = post_mortem(Document(name="a.md", format="markdown", encoding="utf-8", markdown="", blocks=()), today=date(2026, 6, 1))

    assert record == PostMortem(name="a.md", identity=None, title=None)
