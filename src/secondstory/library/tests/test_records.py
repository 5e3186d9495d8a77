from datetime import UTC, date, datetime

from secondstory.actions.rules import ActionState
from secondstory.documents.values import ActionEntry, Moment, Passage, PostMortem, TimelineEntry
from secondstory.library.rules.records import ASSUMED_ZONE, record_from
from secondstory.reports.rules import SectionKind
from secondstory.timeline.rules import EventKind


def read(**fields: object) -> PostMortem:
    return PostMortem(**{"name": "team/queue-stopped_again.md", "identity": None, "title": "Queue stopped"} | fields)  # type: ignore[arg-type]


def test_a_record_without_a_title_is_called_by_its_first_sentence_its_first_heading_or_its_file() -> None:
    headed = read(title=None, body=(Passage("Background", 2, "Text."),))
    told = read(title=None, summary="**The queue stopped.** Then it went on.", body=(Passage("Next steps", 2, "Text."),))
    assert record_from(headed).title == "Background"
    assert record_from(told).title == "The queue stopped."
    assert record_from(read(title=None)).title == "Queue stopped again"


def test_a_title_that_is_too_long_is_kept_in_full_in_the_report() -> None:
    title = "word " * 80
    record = record_from(read(title=title))
    assert len(record.title) <= 300
    assert title.strip() in record.sections[-1].markdown


def test_passages_become_sections_in_reading_order_with_the_causes_after_the_preamble() -> None:
    body = (
        Passage("", 0, "Hello."),
        Passage("Background", 1, "Old."),
        Passage("Details", 2, "More."),
        Passage("Lucky", 1, "It was night."),
    )
    record = record_from(read(body=body, causes="It broke.", lessons="word " * 70))
    told = [(section.title, section.level, section.kind) for section in record.sections]
    assert told == [
        ("", 2, SectionKind.NARRATIVE),
        ("Causes", 2, SectionKind.CAUSES),
        ("Background", 2, SectionKind.NARRATIVE),
        ("Details", 3, SectionKind.NARRATIVE),
        ("Lucky", 2, SectionKind.LUCKY),
        ("Lessons", 2, SectionKind.LESSONS),
    ]


def test_short_lessons_are_the_takeaways() -> None:
    record = record_from(read(lessons="Watch the age of the oldest message."))
    assert record.takeaways == "Watch the age of the oldest message."
    assert not record.sections


def test_what_no_field_can_hold_is_stated_at_the_end() -> None:
    record = record_from(read(tags=("queue", "billing"), people=("Ada Lovelace", "Billing team"), started_at=Moment("2024-03-01")))
    assert record.people == ("Ada Lovelace",)
    assert record.sections[-1].markdown == "- People: Billing team\n- Tags: queue, billing\n- Started: 2024-03-01"


def test_times_without_a_zone_are_warned_about_once() -> None:
    entries = tuple(TimelineEntry(Moment(f"2024-03-01T1{hour}:00"), "event") for hour in range(5))
    record = record_from(read(timeline=entries, warnings=("Odd.",)))
    assert record.warnings == ("Odd.", ASSUMED_ZONE)
    assert record.day == date(2024, 3, 1)


def test_the_entry_at_the_moment_of_a_milestone_is_marked_as_it() -> None:
    entries = (
        TimelineEntry(Moment("2024-03-01T10:00Z"), "alert"),
        TimelineEntry(Moment("2024-03-01"), "later"),
        TimelineEntry(None, "no time"),
    )
    record = record_from(read(timeline=entries, detected_at=Moment("2024-03-01T11:00+01:00")))
    assert [event.kind for event in record.events] == [EventKind.DETECTION, EventKind.OTHER, EventKind.OTHER]
    assert record.milestones.detected == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert record.events[1].time.as_stated == "2024-03-01"
    assert record.time_zone == "UTC+01:00"


def test_an_action_names_its_owner_or_keeps_what_was_stated() -> None:
    actions = (ActionEntry("Alert", owner="Ada Lovelace", done=True), ActionEntry("Consumer", owner="Payments team", ticket="x" * 501))
    done, committed = record_from(read(action_items=actions)).actions
    assert (done.owner, done.owner_as_stated, done.state) == ("Ada Lovelace", "", ActionState.DONE)
    assert (committed.owner, committed.owner_as_stated, committed.state) == (None, "Payments team", ActionState.COMMITTED)
    assert "x" * 501 in committed.description


def test_what_stands_under_the_title_is_the_preamble() -> None:
    record = record_from(read(body=(Passage("Queue  stopped", 1, "Date: Friday"), Passage("Background", 2, "Old."))))
    assert [(section.title, section.level) for section in record.sections] == [("", 2), ("Background", 2)]
    assert not record_from(read(body=(Passage("Queue stopped", 1, " "),))).sections
