"""A timeline as a file, and back."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.builders import at, incident, person, signed_in, statements

from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import Milestones
from secondstory.kit.markdown import markdown_html
from secondstory.timeline.commands import EventFacts, Taken, add_event, edit_event, facts_of, take_events
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.queries import events_of
from secondstory.timeline.queries.exports import FORMATS, export_of
from secondstory.timeline.rules.exported_csv import COLUMNS, guarded, unguarded
from secondstory.timeline.sources import recognised

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> | *x* | [a](javascript:alert(1)) `b` ![i](https://example.org/x.png) \\| &lt; =1+1\n# no heading"
FACTS = [
    EventFacts(text="Saw **503s** from the `provider`", at=at(14, 0), kind="signal", milestone="first_signal"),
    EventFacts(text="=HYPERLINK(1)", at=at(14, 2), actor="@mei", link="https://example.org/a|b"),
    EventFacts(text="'-x", at=at(14, 3), actor="+1"),
    EventFacts(text="Between", at=at(14, 5), until=at(14, 10), certainty="between", is_learnt_later=True),
    EventFacts(text="About", at=at(14, 6), certainty="about", is_starred=True, kind="decision"),
    EventFacts(text="Fired again", at=at(14, 7), repeats=14, last_at=at(14, 31)),
    EventFacts(text=HOSTILE, at=datetime(2026, 5, 8, 14, 8, 3, 250000, tzinfo=UTC)),
    EventFacts(text="Some time that day", time_as_stated="2026-05-09"),
]


@pytest.fixture
def one() -> Incident:
    told = incident("A | title <b>", time_zone="Europe/Berlin", milestones=Milestones(resolved=at(14, 47)))
    for facts in FACTS:
        add_event(told, facts, by=None)
    return told


@pytest.fixture
def client() -> Client:
    return signed_in(person())


def exported(one: Incident, form: str) -> bytes:
    return export_of(one, list(events_of(one)), form=FORMATS[form]).content


def take(one: Incident, content: bytes) -> Taken:
    payload = Payload(content, name="export")
    source = recognised(payload)
    assert source is not None
    return take_events(one, source.translate(payload), source=source.name, file="export", by=None)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_was_exported_and_is_imported_elsewhere_is_the_same_timeline(one: Incident, form: str) -> None:
    other = incident("Another", time_zone="Asia/Tokyo", milestones=Milestones(resolved=at(14, 47)))
    assert take(other, exported(one, form)).added == len(FACTS)
    assert [facts_of(event) for event in events_of(other)] == [facts_of(event) for event in events_of(one)]
    other.refresh_from_db()
    assert other.first_signal_at == at(14, 0)
    assert take(other, exported(one, form)) == Taken(added=0, known=len(FACTS), without_zone=0)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_imported_where_it_came_from_it_changes_nothing(one: Incident, form: str) -> None:
    assert take(one, exported(one, form)).added == 0


def test_a_milestone_that_is_stated_already_stays(one: Incident) -> None:
    other = incident("Another", milestones=Milestones(first_signal=at(13, 0)))
    take(other, exported(one, "json"))
    other.refresh_from_db()
    assert other.first_signal_at == at(13, 0)
    assert not other.timeline_events.exclude(milestone="").exists()


def test_a_spreadsheet_program_may_have_saved_it_anew(one: Incident) -> None:
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, delimiter=";")
    table.writeheader()
    table.writerows(rows(exported(one, "csv")))
    other = incident("Another", milestones=Milestones())
    take(other, written.getvalue().encode())
    assert [event.text for event in events_of(other)] == [event.text for event in events_of(one)]


def test_a_row_that_was_added_by_hand_is_an_event_too(one: Incident) -> None:
    added = exported(one, "csv") + b"2026-05-08T14:20:00Z,,,,,,Written by hand" + b"," * (len(COLUMNS) - 7) + b"\r\n"
    assert take(one, added).added == 1
    assert one.timeline_events.filter(text="Written by hand", at=at(14, 20)).exists()


@pytest.mark.parametrize("wrong", ["soon", "2026-05-08T14:00:00", "0001-01-01T00:00:00Z"])
def test_a_time_that_is_none_is_said_with_its_line_and_nothing_is_taken(one: Incident, wrong: str) -> None:
    other = incident("Another")
    changed = exported(one, "csv").replace(b"2026-05-08T14:03:00Z", wrong.encode())
    with pytest.raises(UnreadablePayload, match="Line 4: "):
        take(other, changed)
    assert not other.timeline_events.exists()


def test_no_cell_is_a_formula(one: Incident) -> None:
    table = rows(exported(one, "csv"))
    assert [row["text"] for row in table[1:3]] == ["'=HYPERLINK(1)", "''-x"]
    assert [row["actor"] for row in table[1:3]] == ["'@mei", "'+1"]
    assert not [cell for row in table for cell in row.values() if cell[:1] in set("=+-@\t\r")]


@given(st.text(alphabet=st.sampled_from("'=+-@＝ \t\r\nab|"), max_size=8))
@example("'=x")
@example("''@")
def test_a_guarded_cell_is_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert guarded(cell)[:1] not in set("=+-@\t\r\n＝")
    assert unguarded(guarded(cell)) == cell


def test_times_stand_there_in_utc_and_in_the_zone_of_the_incident(one: Incident) -> None:
    content = exported(one, "csv")
    assert content.startswith(b"\xef\xbb\xbfat,local,")
    assert (rows(content)[0]["at"], rows(content)[0]["local"]) == ("2026-05-08T14:00:00Z", "2026-05-08T16:00:00+02:00")


def test_a_record_begins_as_the_command_line_prints_events(one: Incident) -> None:
    said = SourceEvent("Paged", at=at(14, 1), external_id="p1", actor="Pager")
    take_events(one, [said], source="pagerduty", file="pages.json", by=None)
    told = next(record for record in json.loads(exported(one, "json")) if record["text"] == "Paged")
    assert list(told)[:8] == ["at", "actor", "text", "kind", "external_id", "link", "source", "file"]
    assert (told["at"], told["external_id"], told["source"], told["file"]) == ("2026-05-08T14:01:00Z", "p1", "pagerduty", "pages.json")


def test_nothing_in_a_markdown_table_is_markup(one: Incident) -> None:
    written = exported(one, "md").decode()
    table = [line for line in written.splitlines() if line.startswith("|")]
    assert len(table) == len(FACTS) + 2
    html = markdown_html(written)
    assert html.count("<tr>") == len(FACTS) + 1
    assert [html.count(tag) for tag in ("<script", "<em>", "<strong>", "<code>", "<img", "javascript:")] == [0, 0, 0, 0, 0, 1]
    assert 'href="javascript' not in html
    assert "2026-05-08 16:05:00 +02:00 (or as late as 2026-05-08 16:10:00)" in written


def test_a_calendar_has_an_entry_for_each_event_with_a_moment(one: Incident) -> None:
    entries = Calendar.from_ical(exported(one, "ics")).walk("VEVENT")
    assert len(entries) == len(FACTS) - 1
    first, between = entries[0], entries[3]
    assert first["UID"] == f"{one.key}-{one.timeline_events.first().pk}@secondstory"  # type: ignore[union-attr]
    assert (first.decoded("DTSTART"), str(first["SUMMARY"])) == (at(14, 0), "Saw 503s from the provider")
    assert "The time is not exact: or as late as 2026-05-08 14:10:00 UTC." in str(between["DESCRIPTION"])
    assert "Learnt later" in str(between["DESCRIPTION"])


def test_an_entry_of_a_calendar_keeps_its_name_when_the_event_changes(one: Incident) -> None:
    def uids() -> set[str]:
        return {str(entry["UID"]) for entry in Calendar.from_ical(exported(one, "ics")).walk("VEVENT")}

    before = uids()
    edit_event(one.timeline_events.all()[0], EventFacts(text="Other words", at=at(14, 1)), by=None)
    assert uids() == before


def get(client: Client, one: Incident, rest: str) -> Any:
    return client.get(f"/incidents/{one.key}/timeline/export.{rest}")


@pytest.mark.parametrize("form", list(FORMATS))
def test_the_page_offers_every_form_as_a_download(client: Client, one: Incident, form: str) -> None:
    assert f"/incidents/{one.key}/timeline/export.{form}?starred=" in client.get(f"/incidents/{one.key}/timeline/?starred").content.decode()
    answer = get(client, one, form)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{one.key}-timeline.{form}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_export_holds_what_the_page_is_narrowed_to(client: Client, one: Incident) -> None:
    assert [record["text"] for record in get(client, one, "json?starred").json()] == ["About"]
    assert [record["text"] for record in get(client, one, "json?kind=signal").json()] == ["Saw 503s from the provider"]
    assert get(client, one, "json?q=no%00where").json() == []


def test_what_is_no_form_is_not_there(client: Client, one: Incident) -> None:
    assert get(client, one, "exe").status_code == 404


def test_a_restricted_timeline_is_exported_by_those_it_names(one: Incident) -> None:
    viewer = person("Vera Lund", Role.VIEWER)
    assert get(signed_in(viewer), one, "csv").status_code == 200
    restrict(one, by=None)
    assert get(signed_in(viewer), one, "csv").status_code == 404


def test_the_number_of_statements_does_not_grow(client: Client, one: Incident) -> None:
    small = incident("Small")
    add_event(small, FACTS[0], by=None)
    for each in (one, small):
        assert statements(client, f"/incidents/{each.key}/timeline/export.csv") == 5
