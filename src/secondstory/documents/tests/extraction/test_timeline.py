from collections.abc import Callable

import pytest

from secondstory.documents.values import PostMortem

Extract = Callable[..., PostMortem]


def entries(record: PostMortem) -> list[tuple[str | None, str]]:
    return [(entry.at.iso if entry.at else None, entry.text) for entry in record.timeline]


EXPECTED = [("2024-05-06T14:02+00:00", "The gate jams"), ("2024-05-06T14:10+00:00", "The gate opens")]


@pytest.mark.parametrize(
    "timeline",
    [
        "- 14:02 UTC: The gate jams\n- 14:10 UTC: The gate opens",
        "* **14:02 UTC** - The gate jams\n* **14:10 UTC** - The gate opens",
        "1. [14:02 UTC] The gate jams\n2. [14:10 UTC] The gate opens",
        "14:02 UTC The gate jams\n\n14:10 UTC The gate opens",
        "14:02 UTC The gate jams\n14:10 UTC The gate opens",
        "### 14:02 UTC\n\nThe gate jams\n\n### 14:10 UTC\n\nThe gate opens",
        "### 14:02 UTC - The gate jams\n\n### 14:10 UTC - The gate opens",
        "### 14:02 UTC\nThe gate jams\n\n## 14:10 UTC\nThe gate opens",
        "All times in UTC.\n\n- 2:02 PM The gate jams\n- 2:10 PM The gate opens",
        "| Time (UTC) | Event |\n|---|---|\n| 14:02 | The gate jams |\n| 14:10 | The gate opens |",
        "| Event | Time (UTC) |\n|---|---|\n| The gate jams | 14:02 |\n| The gate opens | 14:10 |",
        "| Date | Time (UTC) | Event |\n|---|---|---|\n| May 6 | 14:02 | The gate jams |\n| May 6 | 14:10 | The gate opens |",
        "- 14:02 UTC: The gate jams\n- 14:10: The gate opens",
        "- 2024-05-06T14:02:00Z The gate jams\n- 2024-05-06T14:10:00Z The gate opens",
        "- 14:02 6th May 2024 UTC - The gate jams\n- 14:10 6th May 2024 UTC - The gate opens",
        "- 1715004120 The gate jams\n- 1715004600 The gate opens",
        "- At 14:02 UTC: The gate jams\n- Around 14:10 UTC: The gate opens",
    ],
)
def test_a_timeline_is_read_in_every_form(extract: Extract, timeline: str) -> None:
    record = extract(f"# The gate, 2024-05-06\n\n## Timeline\n\n{timeline}\n")

    assert entries(record) == EXPECTED


def test_the_time_as_written_stays_with_its_entry(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- **around 14:02 (CEST)**: The gate jams\n")

    assert record.timeline[0].stated == "**around 14:02 (CEST)**:"


def test_a_day_in_a_heading_holds_for_the_entries_below(extract: Extract) -> None:
    record = extract(
        """
        # Gate

        ## Timeline
        ### May 6
        - 14:02 The gate jams
        ### 7 May
        - 09:00 The gate opens
        ### 8 May: inspection
        - 10:00 The gate is inspected
        """,
        date="2024-05-06",
    )

    assert [at for at, _ in entries(record)] == ["2024-05-06T14:02", "2024-05-07T09:00", "2024-05-08T10:00"]


def test_a_left_out_year_is_that_of_the_document(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- Dec 31 23:50 The gate jams\n- Jan 1 00:20 The gate opens\n", date="2025-01-02")

    assert [at for at, _ in entries(record)] == ["2024-12-31T23:50", "2025-01-01T00:20"]


def test_a_clock_that_falls_far_back_has_passed_midnight(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n- 23:50 The gate jams\n- 00:20 The gate opens\n- 00:40 All is well\n")

    assert [at for at, _ in entries(record)] == ["2024-05-06T23:50", "2024-05-07T00:20", "2024-05-07T00:40"]


def test_a_clock_that_falls_a_little_back_is_only_out_of_order(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n- 14:50 The gate jams\n- 14:20 A horse was seen\n")

    assert [at for at, _ in entries(record)] == ["2024-05-06T14:50", "2024-05-06T14:20"]


def test_without_any_day_only_the_clock_is_known(extract: Extract) -> None:
    assert entries(extract("# Gate\n\n## Timeline\n\n- 14:02 The gate jams\n")) == [("T14:02", "The gate jams")]


def test_an_entry_may_state_only_its_day(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- 06-05-2024 – The gate was oiled\n- 13-05-2024 10:00 – The gate jams\n")

    assert [at for at, _ in entries(record)] == ["2024-05-06", "2024-05-13T10:00"]


def test_an_entry_may_state_only_how_long_before_it_was(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n[Two weeks before the incident] The gate was oiled\n\n[14:02] The gate jams\n")

    assert entries(record) == [(None, "The gate was oiled"), ("2024-05-06T14:02", "The gate jams")]


def test_an_abbreviation_in_one_entry_holds_for_the_next_ones(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n- 14:02 PDT a\n- 14:03 b\n")

    assert [at for at, _ in entries(record)] == ["2024-05-06T14:02-07:00", "2024-05-06T14:03-07:00"]


def test_sub_bullets_belong_to_their_entry(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- 14:02 The gate jams\n  - it is the hinge\n  - it is rusty\n- 14:10 The gate opens\n")

    assert entries(record)[0] == ("T14:02", "The gate jams\n- it is the hinge\n- it is rusty")


def test_what_stands_between_two_entries_belongs_to_the_first(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- 14:02 The gate jams\n\n```\ncreak\n```\n\n- 14:10 The gate opens\n")

    assert entries(record)[0] == ("T14:02", "The gate jams\n\n```\ncreak\n```")


def test_prose_after_the_entries_stays_in_the_body(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- 14:02 The gate jams\n\nLater that week we replaced the hinge.\n")

    assert entries(record) == [("T14:02", "The gate jams")]
    assert record.body[0].markdown == "Later that week we replaced the hinge."


def test_a_range_of_times_counts_from_its_start(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n- 14:02–14:10 The gate is stuck\n- Between 14:20 and 14:30: It moves\n")

    assert entries(record) == [("2024-05-06T14:02", "The gate is stuck"), ("2024-05-06T14:20", "It moves")]


def test_timed_lists_are_timelines_without_a_heading_that_says_so(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## What happened\n\nThe gate jammed.\n\n- 14:02 The gate jams\n- 14:10 The gate opens\n")

    assert len(record.timeline) == 2
    assert record.summary == "The gate jammed."


def test_one_time_in_prose_makes_no_timeline(extract: Extract) -> None:
    assert extract("# Gate\n\nAt 14:02 the gate jams.\n\nAt 14:10 the gate opens.\n").timeline == ()


def test_a_line_of_prose_that_wraps_at_a_time_is_no_entry(extract: Extract) -> None:
    assert extract("# Gate\n\n## Timeline\n\nThe gate jammed yesterday at\n14:02. It opened again at\n14:10.\n").timeline == ()


def test_two_timelines_are_one_after_the_other(extract: Extract) -> None:
    record = extract("# Gate 2024-05-06\n\n## Timeline\n\n- 14:02 a\n\n# Interlude\n\nA song.\n\n## Timeline\n\n- 15:00 b\n")

    assert [at for at, _ in entries(record)] == ["2024-05-06T14:02", "2024-05-06T15:00"]


def test_chat_logs_in_an_appendix_are_left_out(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n- 14:02 a\n\n## Appendix\n\n### Chat\n\n- 14:00 hello\n- 14:01 hi\n")

    assert len(record.timeline) == 1


def test_updates_of_a_status_page_are_entries(extract: Extract) -> None:
    record = extract("""
        # Gate

        ## Resolved
        The gate is open again.

        Posted 3 years ago. May 6, 2024 - 15:10 UTC

        ## Investigating
        We are looking at the gate.

        Posted 3 years ago. May 6, 2024 - 14:10 UTC
        """)

    assert entries(record) == [
        ("2024-05-06T15:10+00:00", "**Resolved** – The gate is open again."),
        ("2024-05-06T14:10+00:00", "**Investigating** – We are looking at the gate."),
    ]


def test_other_columns_stay_with_the_entry(extract: Extract) -> None:
    record = extract("# Gate\n\n## Timeline\n\n| Time | Who | Event |\n|---|---|---|\n| 14:02 | Ada | The gate jams |\n")

    assert entries(record) == [("T14:02", "Ada – The gate jams")]


def test_a_table_of_other_things_with_a_time_is_no_timeline(extract: Extract) -> None:
    record = extract("# Gate\n\n## Cost\n\n| Farm | Sacks | Time |\n|---|---|---|\n| Hill | 3 | 14:02 |\n| Dale | 4 | 14:10 |\n")

    assert record.timeline == ()
