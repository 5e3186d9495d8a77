"""Files of events, brought by the web: looked at, chosen from, taken and undone."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.builders import at, incident, person, signed_in, statements

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.incidents.models import Incident
from secondstory.kit import clock
from secondstory.timeline import jobs
from secondstory.timeline.commands.importing import remove_old_imports
from secondstory.timeline.models import BroughtFile, EventImport, FilePiece, ForeseenEvent
from secondstory.timeline.rules.importing import ImportState

pytestmark = pytest.mark.django_db

NOTES = "2026-05-08 14:02 UTC: Parcels stop\n2026-05-08 14:10 UTC: Somebody restarts the scale\n2026-05-08 14:41 UTC: Parcels move\n"
TABLE = "When,What,Who\n2026-05-08 14:02:00,Queue grows,Ada\n2026-05-08 14:05:00,Queue drained,Noor\n"


@pytest.fixture
def ada() -> Person:
    return person()


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


@pytest.fixture
def visitor(ada: Person) -> Client:
    return signed_in(ada)


def bring(visitor: Client, one: Incident, *files: tuple[str, str | bytes], **stated: str) -> EventImport:
    documents = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    answer = visitor.post(reverse("timeline:imports", args=[one.key]), {"documents": documents, **stated})
    assert answer.status_code == 302, answer.content.decode()
    run = EventImport.objects.latest("pk")
    assert answer["Location"] == address(run)
    return run


def address(run: EventImport, part: str = "import", *more: object) -> str:
    return reverse(f"timeline:{part}", args=[run.incident.key, run.pk, *more])


def page(visitor: Client, run: EventImport, query: str = "") -> str:
    return visitor.get(address(run) + query).content.decode()


def take(visitor: Client, run: EventImport, **stated: object) -> None:
    shown = list(ForeseenEvent.objects.filter(file__run=run, fate="told").values_list("pk", flat=True))
    visitor.post(address(run, "import_take"), {"shown": shown, "event": shown, **stated})
    run.refresh_from_db()


def told(one: Incident) -> list[str]:
    return [event.text for event in one.timeline_events.all()]


def test_a_file_is_looked_at_then_taken_then_undone(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    seen = page(visitor, run)
    assert "3 events would be added" in seen
    assert "Parcels stop" in seen
    assert told(one) == []
    take(visitor, run)
    assert "3 events put into the timeline" in page(visitor, run)
    assert told(one) == ["Parcels stop", "Somebody restarts the scale", "Parcels move"]
    visitor.post(address(run, "import_undo"))
    assert told(one) == []
    assert "taken out again" in page(visitor, run)


def test_what_is_not_chosen_stays_out_and_can_come_later(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    first = ForeseenEvent.objects.get(text__contains="restarts")
    take(visitor, run, event=[pk for pk in ForeseenEvent.objects.values_list("pk", flat=True) if pk != first.pk])
    assert told(one) == ["Parcels stop", "Parcels move"]
    again = bring(visitor, one, ("notes.txt", NOTES))
    seen = page(visitor, again)
    assert "1 event would be added" in seen
    assert "Known already 2" in seen


def test_turning_the_page_of_the_preview_keeps_what_was_chosen(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    shown = list(ForeseenEvent.objects.values_list("pk", flat=True))
    answer = visitor.post(address(run, "import_take"), {"shown": shown, "event": shown[:1], "go": "?page=2"})
    assert answer["Location"] == f"{address(run)}?page=2"
    assert "Take 1 event<" in page(visitor, run)
    assert told(one) == []


def test_pasted_text_is_read_like_a_file(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, pasted=NOTES)
    assert "pasted text" in page(visitor, run)
    take(visitor, run)
    assert len(told(one)) == 3


def test_nothing_to_read_is_told_at_the_field(visitor: Client, one: Incident) -> None:
    answer = visitor.post(reverse("timeline:imports", args=[one.key]), {"pasted": "  "})
    assert answer.status_code == 422
    assert "Choose a file, or paste what you have." in answer.content.decode()


def test_the_window_is_offered_around_the_milestones_and_counts_what_it_leaves_out(visitor: Client, one: Incident) -> None:
    assert 'value="2026-05-08 10:00"' in visitor.get(reverse("timeline:imports", args=[one.key])).content.decode()
    run = bring(visitor, one, ("notes.txt", NOTES), since="2026-05-08 16:05", until="")
    assert "1 event outside this window is left out" in page(visitor, run)
    assert list(ForeseenEvent.objects.values_list("text", flat=True)) == ["Somebody restarts the scale", "Parcels move"]
    visitor.post(address(run, "import_again"), {"since": "", "until": "", f"file-{run.files.get().pk}-source": ""})
    assert "3 events would be added" in page(visitor, run)


def test_a_window_that_ends_before_it_begins_is_refused_and_the_preview_stays(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    answer = visitor.post(address(run, "import_again"), {"since": "2026-05-09 10:00", "until": "2026-05-08 10:00"})
    assert answer.status_code == 422
    assert "This is before the beginning of the window." in answer.content.decode()
    assert "Parcels stop" in answer.content.decode()


def test_a_time_without_a_zone_is_asked_about(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("table.csv", TABLE))
    assert "2 events state their time without a zone" in page(visitor, run)
    assert "Read as Europe/Berlin, the zone of the incident" in page(visitor, run)
    assert ForeseenEvent.objects.earliest("at").at == datetime(2026, 5, 8, 12, 2, tzinfo=UTC)
    stated = {"since": "", "until": "", "zone": "UTC", f"file-{run.files.get().pk}-source": ""}
    visitor.post(address(run, "import_again"), stated | columns_of(run, time="When", text="What", actor="Who"))
    assert "Read as UTC." in page(visitor, run)
    take(visitor, run)
    assert one.timeline_events.earliest("at").at == at(14, 2)


def columns_of(run: EventImport, **columns: str) -> dict[str, str]:
    prefix = f"file-{run.files.get().pk}-"
    return {f"{prefix}{name}": value for name, value in columns.items()}


def test_a_table_is_read_by_the_columns_that_somebody_names(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("table.csv", TABLE))
    assert 'name="file-' in page(visitor, run)
    mapping = columns_of(run, source="", time="When", text="Who", actor="What")
    visitor.post(address(run, "import_again"), {"since": "", "until": "", "zone": "", **mapping})
    assert sorted(ForeseenEvent.objects.values_list("text", "actor")) == [("Ada", "Queue grows"), ("Noor", "Queue drained")]
    file = run.files.get()
    sample = visitor.get(address(run, "import_columns", file.pk), columns_of(run, time="When", text="Who")).content.decode()
    assert "So the first rows would be read" in sample
    assert "Noor" in sample
    assert "Say which column holds the times" in visitor.get(address(run, "import_columns", file.pk)).content.decode()


def test_a_table_whose_times_nobody_guesses_asks_for_the_column(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("table.csv", "Wann,Was\n?,Queue grows\n"), source="csv_lines")
    seen = page(visitor, run)
    assert "No column of this table holds times" in seen
    assert f'name="file-{run.files.get().pk}-time"' in seen


def test_a_refused_file_says_why_and_the_others_go_on(visitor: Client, one: Incident) -> None:
    whole = json.dumps({"version": "4", "alerts": [{"status": "firing"}]})
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("users.json", "[]" * 100)
    files = (("cut.json", whole[:20]), ("cut.zip", packed.getvalue()[:-40]), ("none.txt", ""), ("strange.bin", b"\x00\x01\xff" * 50))
    run = bring(visitor, one, *files, ("notes.txt", NOTES))
    refused = dict(run.files.exclude(refusal="").values_list("name", "refusal"))
    assert set(refused) == {"cut.json", "cut.zip", "none.txt", "strange.bin"}
    assert "not whole JSON" in refused["cut.json"]
    assert "not a whole zip" in refused["cut.zip"]
    assert "3 events would be added" in page(visitor, run)
    take(visitor, run)
    assert len(told(one)) == 3


def test_the_wrong_system_chosen_by_hand_is_said_and_can_be_corrected(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES), source="pagerduty")
    file = run.files.get()
    assert file.refusal or "By its content it comes from" in file.remark
    visitor.post(address(run, "import_again"), {"since": "", "until": "", "zone": "", f"file-{file.pk}-source": ""})
    assert "3 events would be added" in page(visitor, run)


@pytest.mark.parametrize("year", [1970, 3000])
def test_a_clock_that_cannot_be_right_puts_no_event_into_another_age(visitor: Client, one: Incident, year: int) -> None:
    run = bring(
        visitor,
        one,
        ("lines.jsonl", f'{{"at": "{year}-01-01T00:00:00Z", "text": "Started"}}\n{{"at": "2026-05-08T14:00:00Z", "text": "Seen"}}\n'),
    )
    take(visitor, run)
    assert all(event.at is None or event.at.year == 2026 for event in one.timeline_events.all())


def test_markup_in_every_text_is_shown_as_text(visitor: Client, one: Incident) -> None:
    mark = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    row = {
        "at": "2026-05-08T14:00:00Z",
        "text": mark,
        "actor": mark,
        "kind": mark,
        "component": mark,
        "id": mark,
        "link": "javascript:alert(3)",
    }
    run = bring(visitor, one, (f"{mark.replace('/', '')}.jsonl", json.dumps(row) + "\n" + json.dumps(row | {"text": "Second"}) + "\n"))
    before = page(visitor, run)
    sample = visitor.get(address(run, "import_columns", run.files.get().pk), columns_of(run, time="at", text="text")).content.decode()
    take(visitor, run)
    timeline = visitor.get(reverse("timeline:events", args=[one.key])).content.decode()
    for seen in (before, sample, page(visitor, run), timeline):
        assert "<script>alert" not in seen
        assert "<img src=x" not in seen
        assert "javascript:alert" not in seen.replace("javascript:alert(3)</td>", "")
    assert "&lt;script&gt;" in before


def test_a_large_upload_is_read_and_stored_by_jobs(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.timeline.commands.importing.READ_AT_ONCE", 10)
    run = bring(visitor, one, ("notes.txt", NOTES))
    assert "Reading your file" in page(visitor, run)
    assert 'hx-trigger="every 1s"' in page(visitor, run)
    jobs.read_events_import(run.pk)
    jobs.read_events_import(run.pk)
    take(visitor, run)
    assert run.state == ImportState.STORING
    assert "Putting 3 events into the timeline" in page(visitor, run)
    jobs.store_events_import(run.pk)
    jobs.store_events_import(run.pk)
    assert len(told(one)) == 3
    assert "3 events put into the timeline" in page(visitor, run)
    monkeypatch.setattr("secondstory.timeline.commands.importing.STORED_AT_ONCE", 1)
    visitor.post(address(run, "import_undo"))
    assert "Taking the events out again" in page(visitor, run)
    jobs.undo_events_import(run.pk)
    jobs.undo_events_import(run.pk)
    assert told(one) == []


def test_a_file_of_many_pieces_is_put_together_as_it_was(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.timeline.commands.importing.PIECE", 37)
    monkeypatch.setattr("secondstory.timeline.queries.imports.PIECE", 37)
    run = bring(visitor, one, ("notes.txt", NOTES))
    assert FilePiece.objects.count() > 3
    take(visitor, run)
    assert len(told(one)) == 3
    assert FilePiece.objects.count() == 0


def test_an_error_in_the_middle_leaves_nothing(visitor: Client, one: Incident) -> None:
    lines = [json.dumps({"at": f"2026-05-08T14:{n % 60:02}:00Z", "text": f"Event {n}"}) for n in range(120)]
    run = bring(visitor, one, ("cut.jsonl", "\n".join([*lines, '{"at": "2026-'])))
    assert "Line 121 is not whole JSON" in page(visitor, run)
    assert ForeseenEvent.objects.count() == 0
    take(visitor, run)
    assert told(one) == []


def test_a_second_yes_changes_nothing(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    take(visitor, run)
    take(visitor, run)
    assert len(told(one)) == 3


def test_an_upload_that_is_forgotten_leaves_no_bytes(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    visitor.post(address(run, "import_forget"))
    assert not EventImport.objects.exists()
    assert not FilePiece.objects.exists()


def test_uploads_that_nobody_takes_are_forgotten_after_some_days(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, done = bring(visitor, one, ("notes.txt", NOTES)), bring(visitor, one, ("other.txt", NOTES))
    take(visitor, done)
    later = clock.now() + timedelta(days=4)
    monkeypatch.setattr("secondstory.timeline.commands.importing.now", lambda: later)
    remove_old_imports()
    assert list(EventImport.objects.all()) == [done]
    assert not BroughtFile.objects.filter(run=waiting.pk).exists()


def test_nobody_else_sees_an_upload_before_it_is_taken(visitor: Client, one: Incident) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))
    other = signed_in(person("Noor Vance", Role.ADMINISTRATOR))
    assert other.get(address(run)).status_code == 404
    assert other.post(address(run, "import_take")).status_code == 404


def test_a_viewer_brings_nothing(one: Incident) -> None:
    viewer = signed_in(person("Vi Ewer", Role.VIEWER))
    assert viewer.get(reverse("timeline:imports", args=[one.key])).status_code == 403
    assert viewer.post(reverse("timeline:imports", args=[one.key]), {"pasted": NOTES}).status_code == 403
    assert not EventImport.objects.exists()


def test_what_is_larger_than_the_limits_is_refused_in_words(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.timeline.forms.importing.LARGEST_FILE", 10)
    monkeypatch.setattr("secondstory.timeline.forms.importing.LONGEST_PASTE", 10)
    answer = visitor.post(
        reverse("timeline:imports", args=[one.key]), {"documents": [SimpleUploadedFile("notes.txt", NOTES.encode())], "pasted": NOTES}
    )
    assert answer.status_code == 422
    assert "notes.txt is larger than" in answer.content.decode()
    assert "This has more than 10 characters" in answer.content.decode()
    assert not EventImport.objects.exists()


def test_the_preview_takes_as_many_statements_for_many_events_as_for_few(visitor: Client, one: Incident) -> None:
    few = bring(visitor, one, ("few.txt", NOTES))
    many = bring(visitor, one, ("many.txt", "".join(f"2026-05-08 14:{n:02} UTC: Event {n}\n" for n in range(50))))
    assert statements(visitor, address(few)) == statements(visitor, address(many))


def test_an_import_that_fails_says_so_and_nothing_is_half_there(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    run = bring(visitor, one, ("notes.txt", NOTES))

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("The disk is full")

    monkeypatch.setattr("secondstory.timeline.commands.taking.insert_rows", fails)
    take(visitor, run)
    assert run.state == ImportState.FAILED
    assert told(one) == []
    assert "It stopped because of a mistake of ours" in page(visitor, run)


def test_an_edit_of_what_is_known_is_offered_and_followed(visitor: Client, one: Incident) -> None:
    message = {"type": "message", "user": "U1", "text": "Parcels stop", "ts": "1778248920.000100"}
    edited = message | {"text": "Parcels stop at the depot", "edited": {"user": "U1", "ts": "1778249000.000100"}}
    changed = {
        "type": "message",
        "subtype": "message_changed",
        "ts": "1778249000.000200",
        "text": "",
        "message": edited,
        "previous_message": message,
    }
    take(visitor, bring(visitor, one, ("day.json", json.dumps([message]))))
    assert told(one) == ["Parcels stop"]
    run = bring(visitor, one, ("later.json", json.dumps([changed])))
    assert "1 event would change" in page(visitor, run)
    take(visitor, run)
    assert told(one) == ["Parcels stop at the depot"]


def test_more_events_than_a_statement_takes_are_taken_out_again(visitor: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("secondstory.timeline.commands.undo"), "AT_ONCE", 2)
    run = bring(visitor, one, ("notes.txt", NOTES))
    take(visitor, run)
    visitor.post(address(run, "import_undo"))
    assert told(one) == []
    assert not one.evidence.exists()
