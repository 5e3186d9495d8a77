from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from secondstory.documents.values import PostMortem

Extract = Callable[..., PostMortem]


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("# The *mill* stood still\n\ntext", "The mill stood still"),
        ("## Summary\n\ntext\n\n# The mill stood still", "The mill stood still"),
        ("# [![Logo](a.png)](/)\n\n# [Status](/)\n\n# The mill stood still", "The mill stood still"),
        ("## The mill stood still\n\n## Summary\n\ntext", "The mill stood still"),
        ("# Title:\n\n### The mill stood still\n", "The mill stood still"),
        ("## Summary\n\ntext", None),
        ("## Owner: @ada\n\ntext", None),
        ("Just a text.", None),
    ],
)
def test_a_document_has_its_own_title(extract: Extract, markdown: str, title: str | None) -> None:
    assert extract(markdown).title == title


def test_the_front_matter_wins_over_the_text(extract: Extract) -> None:
    record = extract(
        "# Old\n\n**Date**: 2020-01-01\n\n**Severity**: 4\n\n**Authors**: Eve\n",
        title="New",
        date=date(2024, 5, 6),
        severity=2,
        authors=["Ada", "Ben Miller <ben@mill.example>"],
        tags=["river"],
        teams="Mill, Bakery",
        components=["Wheel"],
        id="mill-7",
        kind="technical",
    )

    assert (record.title, record.date, record.severity, record.identity, record.kind) == (
        "New",
        date(2024, 5, 6),
        "2",
        "mill-7",
        "technical",
    )
    assert record.people == ("Ada", "Ben Miller", "Eve")
    assert (record.tags, record.teams, record.components) == (("river",), ("Mill", "Bakery"), ("Wheel",))


@pytest.mark.parametrize(
    ("markdown", "day"),
    [
        ("# Mill\n\n**Date of incident:** 6 May 2024 between two and three\n", date(2024, 5, 6)),
        ("# Mill\n\n| Date | 2024-05-06 |\n|---|---|\n| Mill | lower |\n", date(2024, 5, 6)),
        ("## Report\n## Date: May 6, 2024\n", date(2024, 5, 6)),
        ("# Mill outage 06.05.2024\n\nWritten on 2024-06-01.\n", date(2024, 5, 6)),
        ("# Mill\n\n## Summary\n\nOn Monday, May 6th, 2024 the mill stood still.\n", date(2024, 5, 6)),
        ("# Mill\n\n## Timeline\n\n- 2024-05-06 14:02 a\n- 2024-05-07 14:02 b\n", date(2024, 5, 6)),
        ("# Mill\n\nNo day at all.\n", None),
    ],
)
def test_the_date_is_declared_or_that_on_which_it_began(extract: Extract, markdown: str, day: date | None) -> None:
    assert extract(markdown).date == day


def test_the_address_of_a_page_may_hold_its_day(extract: Extract) -> None:
    assert extract("# Mill\n\ntext\n", path="2024/05/06/mill").date == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("markdown", "severity"),
    [
        ("# Mill\n\n**Severity:** SEV-2\n", "SEV-2"),
        ("# Mill\n\nSeverity: Major (no flour)\n", "Major"),
        ("# Mill\n\n## Severity\n\n**Critical** – no flour at all\n", "Critical"),
        ("# Mill\n\n## Severity & Impact\n\nNot critical - only one mill\n", "Not critical"),
        ("# Mill\n\n| Severity | 3 |\n|---|---|\n| Mill | lower |\n", "3"),
        ("# Mill\n\n| Severity | Mill |\n|---|---|\n| 3 | lower |\n", "3"),
        ("# Mill\n\nImpact: minor\n", "minor"),
        ("# Mill\n\nImpact: no flour\n", None),
    ],
)
def test_the_severity_is_as_stated(extract: Extract, markdown: str, severity: str | None) -> None:
    assert extract(markdown).severity == severity


def test_people_are_listed_under_labels_and_headings(extract: Extract) -> None:
    record = extract(
        "# Mill\n\n**Authors**: Ada, Ben and Cleo  \n**Status**: done\n\n## Attendees\n\n- AN\n- [Dan](https://mill.example/dan)\n"
    )

    assert record.people == ("Ada", "Ben", "Cleo", "AN", "Dan")


def test_components_and_teams_are_listed_under_labels(extract: Extract) -> None:
    record = extract("# Mill\n\nComponents: Wheel, Belt\n\nOwning team: Millers\n")

    assert (record.components, record.teams) == (("Wheel", "Belt"), ("Millers",))


def milestones(record: PostMortem) -> list[str | None]:
    return [moment.iso if moment else None for moment in (record.started_at, record.detected_at, record.resolved_at)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "Started: 2024-05-06T14:02:00Z\n\nFirst detected: 2024-05-06 14:10 UTC\n\nResolved: 2024-05-06T15:30:00Z\n",
            ["2024-05-06T14:02+00:00", "2024-05-06T14:10+00:00", "2024-05-06T15:30+00:00"],
        ),
        (
            "- **Key events**\n  - First detected 2024-05-06 14:10\n  - Resolved 2024-05-06 15:30\n",
            [None, "2024-05-06T14:10", "2024-05-06T15:30"],
        ),
        ("## Date: May 6, 2024\n## Start time: 14:02 UTC\n", ["2024-05-06T14:02+00:00", None, None]),
        ("| Start | End |\n|---|---|\n| 2024-05-06 14:02 | 2024-05-06 15:30 |\n", ["2024-05-06T14:02", None, "2024-05-06T15:30"]),
        (
            "The incident began at **2024-05-06 14:02** and ended at **2024-05-06 15:30** (UTC).\n",
            ["2024-05-06T14:02+00:00", None, "2024-05-06T15:30+00:00"],
        ),
        ("## Impact time\n\nMay 6, 2024 at 22:00 to May 7 at 01:30\n", ["2024-05-06T22:00", None, "2024-05-07T01:30"]),
    ],
)
def test_milestones_are_stated_in_fields(extract: Extract, markdown: str, expected: list[str | None]) -> None:
    assert milestones(extract(f"# Mill\n\n{markdown}")) == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Between 14:02 and 15:30 UTC on 6 May 2024, there was no flour.", ["2024-05-06T14:02+00:00", None, "2024-05-06T15:30+00:00"]),
        (
            "On May 6, 2024, from 14:02 to 14:30 UTC and again from 15:00 to 15:30 UTC, there was no flour.",
            ["2024-05-06T14:02+00:00", None, "2024-05-06T15:30+00:00"],
        ),
        (
            "On 2024-05-06 at 14:02 UTC the mill failed. Service was restored at 15:30 UTC.",
            ["2024-05-06T14:02+00:00", None, "2024-05-06T15:30+00:00"],
        ),
        ("On 2024-05-06 between 23:50 and 00:20 the mill stood.", ["2024-05-06T23:50", None, "2024-05-07T00:20"]),
        ("At 14:02 UTC, we noticed that there was no flour.", [None, None, None]),
    ],
)
def test_milestones_are_told_in_sentences(extract: Extract, summary: str, expected: list[str | None]) -> None:
    assert milestones(extract(f"# Mill\n\n## Summary\n\n{summary}\n")) == expected


def test_milestones_are_found_in_the_words_of_the_timeline(extract: Extract) -> None:
    record = extract("""
        # Mill 2024-05-06

        ## Timeline
        - 13:50 A new belt is put on
        - 14:02 The wheel becomes unavailable
        - 14:10 A baker reports that there is no flour
        - 15:00 The wheel begins to recover
        - 15:30 The mill is fully restored
        - 15:40 We write this report
        """)

    assert milestones(record) == ["2024-05-06T14:02", "2024-05-06T14:10", "2024-05-06T15:30"]


def test_a_sure_word_for_the_start_outdoes_earlier_reports(extract: Extract) -> None:
    record = extract("""
        # Mill 2024-05-06

        ## Timeline
        - 13:51 The paper reports a record harvest
        - 14:02 **OUTAGE BEGINS**: the wheel melts
        - 14:05 The miller receives an alert
        - 15:30 **INCIDENT ENDS**
        """)

    assert milestones(record) == ["2024-05-06T14:02", "2024-05-06T14:05", "2024-05-06T15:30"]


def test_a_passage_on_detection_tells_when_it_was(extract: Extract) -> None:
    record = extract("# Mill 2024-05-06\n\n## Detection\n\nThe alarm rang and Ada was paged at 14:05 UTC.\n")

    assert milestones(record) == [None, "2024-05-06T14:05+00:00", None]


def test_stated_durations_lay_milestones_between_entries(extract: Extract) -> None:
    record = extract("""
        # Mill

        ## Timeline
        - 2024-05-06 14:00 The belt slips
        - 2024-05-06 14:10 The miller wakes up
        - 2024-05-06 15:00 The belt is on again

        ## Stats
        - Time to detection: 10 minutes
        - Time to recovery: 1h
        """)

    assert milestones(record) == ["2024-05-06T14:00", "2024-05-06T14:10", "2024-05-06T15:00"]


def test_front_matter_times_are_taken_as_they_are(extract: Extract) -> None:
    record = extract(
        "# Mill\n", started_at=datetime(2024, 5, 6, 14, 2, tzinfo=UTC), detected_at=date(2024, 5, 6), resolved_at="2024-05-06T15:30+02:00"
    )

    assert milestones(record) == ["2024-05-06T14:02+00:00", "2024-05-06", "2024-05-06T15:30+02:00"]


def test_numbers_that_show_the_order_of_day_and_month_decide_for_all(extract: Extract) -> None:
    american = extract("# Mill\n\n**Date**: 5/6/2024\n\nThe audit of 5/26/2024 was calm.\n")
    european = extract("# Mill\n\n**Date**: 5/6/2024\n\nThe audit of 26/5/2024 was calm.\n")

    assert (american.date, european.date) == (date(2024, 5, 6), date(2024, 6, 5))


def test_a_date_in_words_decides_the_order_too(extract: Extract) -> None:
    assert extract("# Mill\n\n**Date**: 12-01-2026\n\nThe paper ran out on 12 January 2026.\n").date == date(2026, 1, 12)


@pytest.mark.parametrize("written", ["31 Feb 2024", "2024-02-31", "0001-01-01", "9999-12-31", "25:99"])
def test_impossible_times_are_named_in_a_warning(extract: Extract, written: str) -> None:
    record = extract(f"# Mill\n\n## Timeline\n\n- {written} The wheel stops\n- 2024-05-06 10:00 The wheel turns\n")

    assert any(written in warning for warning in record.warnings)


def test_an_impossible_date_in_the_front_matter_is_named_and_not_used(extract: Extract) -> None:
    record = extract("# Mill\n", date=date(1, 1, 1))

    assert record.date is None
    assert "0001-01-01" in record.warnings[0]


def test_a_date_in_the_future_is_named_and_kept(extract: Extract) -> None:
    record = extract("# Mill\n", today=date(2024, 5, 6), date=date(2034, 5, 6))

    assert record.date == date(2034, 5, 6)
    assert "2034-05-06" in record.warnings[0]


def test_front_matter_that_no_field_takes_is_kept_as_properties(extract: Extract) -> None:
    record = extract("# Mill\n", title="Mill", layout="wide", menu={"main": ["a", 2]})

    assert record.properties == (("layout", "wide"), ("menu", "main: a, 2"))
