"""Pictures and files on events: put on, described, taken off, undone, and handed out so that nothing in them can act."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient, Client
from django.urls import reverse
from pytest_django import Settings
from tests.builders import at, incident, person, signed_in, statements
from tests.sample_files import EVERY_KIND, HTML, LOG, SVG, WORDS, claimed_png, picture, telling_exif

from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.kit.uploads import read_file
from secondstory.timeline.commands import EventFacts, add_event, edit_event, facts_of, merge_events, remove_event, undo, undo_last
from secondstory.timeline.commands.files import FileChanges, TooManyFiles, add_event_with_files, change_files
from secondstory.timeline.models import PART_BYTES, EventFile, FilePart, TimelineEvent
from secondstory.timeline.queries import event_rows, history_of
from secondstory.timeline.queries.files import files_of, limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    return person()


@pytest.fixture
def client(ada: Person) -> Client:
    return signed_in(ada)


@pytest.fixture
def one() -> Incident:
    return incident()


@pytest.fixture
def event(one: Incident) -> TimelineEvent:
    return add_event(one, EventFacts(text="Saw 503s", at=at(14, 2)), by=None)


def given(name: str, content: bytes, claimed: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claimed)


def put(client: Client, event: TimelineEvent, *files: SimpleUploadedFile, **headers: str) -> Any:
    answer = client.post(reverse("timeline:add_files", args=[event.incident.key, event.pk]), {"files": list(files)}, headers=headers)
    event.refresh_from_db()
    return answer


def by_script(client: Client, event: TimelineEvent, *files: SimpleUploadedFile) -> dict[str, object]:
    said: dict[str, object] = json.loads(put(client, event, *files, **{"X-Requested-With": "timeline"}).content)
    return said


def shown(event: TimelineEvent) -> list[str]:
    event.refresh_from_db()
    return [file.name for file in files_of([event]).get(event.pk, ())]


def url_of(event: TimelineEvent, place: int = 0, *, small: bool = False) -> str:
    file = files_of([event])[event.pk][place]
    return reverse("timeline:small_file" if small else "timeline:file", args=[event.incident.key, file.number, file.name])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def read(name: str, content: bytes) -> FileChanges:
    return FileChanges([read_file(name, content, limits=limits())])


# Putting files on an event


def test_a_picture_is_put_on_an_event_and_shown_in_the_list(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    page = client.get(reverse("timeline:events", args=[event.incident.key])).content.decode()
    assert shown(event) == ["graph.png"]
    assert f'src="{url_of(event, small=True)}" width="60" height="40" alt="graph.png"' in page


def test_the_edit_form_saves_text_files_and_what_they_show_at_once(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()), given("server.log", LOG))
    graph, log = (file.number for file in files_of([event])[event.pk])
    form = {"when": "14:03", "text": "Saw many 503s", "kind": "other", "read_version": str(event.version)}
    form |= {f"alt-{graph}": "Errors climb at 14:02", "without_file": str(log)}
    client.post(reverse("timeline:edit", args=[event.incident.key, event.pk]), {**form, "files": given("minutes.txt", b"Minutes")})
    assert shown(event) == ["graph.png", "minutes.txt"]
    assert (event.text, files_of([event])[event.pk][0].alt) == ("Saw many 503s", "Errors climb at 14:02")
    assert event.incident.timeline_changes.count() == 3
    assert 'alt="Errors climb at 14:02"' in client.get(reverse("timeline:events", args=[event.incident.key])).content.decode()


def test_a_refused_file_keeps_what_was_typed_and_saves_nothing(client: Client, event: TimelineEvent) -> None:
    form = {"text": "Typed anew", "kind": "other", "read_version": str(event.version), "files": given("photo.jpg", HTML)}
    answer = client.post(reverse("timeline:edit", args=[event.incident.key, event.pk]), form)
    page = answer.content.decode()
    assert "“photo.jpg” was not added: it is a web page" in page
    assert "Typed anew" in page
    assert (shown(event), event.text, EventFile.objects.count()) == ([], "Saw 503s", 0)


def test_files_of_an_edit_that_somebody_else_was_quicker_with_are_not_stored(client: Client, event: TimelineEvent) -> None:
    edit_event(event, EventFacts(text="By another", at=at(14, 2)), by=None)
    form = {"text": "Mine", "kind": "other", "read_version": "1", "files": given("graph.png", picture())}
    answer = client.post(reverse("timeline:edit", args=[event.incident.key, event.pk]), form)
    assert answer.status_code == 409
    assert "Choose the files again" in answer.content.decode()
    assert (shown(event), EventFile.objects.count()) == ([], 0)


def test_a_line_is_added_with_its_files(client: Client, one: Incident) -> None:
    client.post(reverse("timeline:events", args=[one.key]), {"line": "14:02 Saw 503s", "files": [given("graph.png", picture())]})
    assert shown(one.timeline_events.get()) == ["graph.png"]
    assert one.timeline_changes.count() == 1


def test_a_line_whose_file_is_refused_is_not_added(client: Client, one: Incident) -> None:
    answer = client.post(reverse("timeline:events", args=[one.key]), {"line": "14:02 Saw 503s", "files": [given("a.png", b"\0")]})
    assert "“a.png” was not added" in answer.content.decode()
    assert "14:02 Saw 503s" in answer.content.decode()
    assert one.timeline_events.count() == 0


def test_a_script_hears_in_words_why_a_file_is_not_taken(client: Client, event: TimelineEvent) -> None:
    assert "was not added: it has 10000 × 9000 pixels" in str(
        by_script(client, event, given("bomb.png", claimed_png(10_000, 9_000)))["error"]
    )
    assert "was not added: it is empty" in str(by_script(client, event, given("none.txt", b""))["error"])


def test_a_script_hears_the_new_list_and_version(client: Client, event: TimelineEvent) -> None:
    said = by_script(client, event, given("graph.png", picture()))
    assert (said["before"], said["version"]) == (1, 2)
    assert "What graph.png shows" in str(said["list"])


def test_the_same_bytes_are_shown_once(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    assert by_script(client, event, given("again.png", picture()))["said"] == "The event shows it already."
    assert (shown(event), EventFile.objects.count()) == (["graph.png"], 1)


def test_an_event_shows_so_many_files_and_no_more(client: Client, event: TimelineEvent, settings: Settings) -> None:
    settings.FILES_AN_EVENT = 2
    put(client, event, given("a.txt", b"a"), given("b.txt", b"b"))
    assert "at most 2 files" in str(by_script(client, event, given("c.txt", b"c"))["error"])
    assert (shown(event), EventFile.objects.count()) == (["a.txt", "b.txt"], 2)
    with pytest.raises(TooManyFiles):
        change_files(event, read("d.txt", b"d"), by=None)


def test_the_limits_are_those_that_the_operator_set(client: Client, event: TimelineEvent, settings: Settings) -> None:
    settings.FILE_BYTES, settings.PICTURE_BYTES = 200, 60
    assert "a picture may have" in str(by_script(client, event, given("graph.png", picture(size=(30, 30))))["error"])
    assert "are taken" in str(by_script(client, event, given("long.txt", b"word " * 50))["error"])
    assert shown(event) == []


def test_a_viewer_puts_no_file_on_an_event(event: TimelineEvent) -> None:
    viewer = person("Vera Viewer", Role.VIEWER)
    assert put(signed_in(viewer), event, given("graph.png", picture())).status_code == 403
    with pytest.raises(NotAllowed):
        change_files(event, read("a.txt", b"a"), by=viewer)
    assert (shown(event), EventFile.objects.count()) == ([], 0)


def test_where_a_picture_was_taken_is_stored_nowhere(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("photo.jpg", picture("JPEG", exif=telling_exif())))
    stored = b"".join(bytes(part) for part in FilePart.objects.values_list("content", flat=True))
    assert WORDS not in stored
    assert b"Exif" not in stored


# Handing them out


@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_kind_is_sent_with_headers_that_let_it_do_nothing(client: Client, event: TimelineEvent, name: str) -> None:
    media_type, content = EVERY_KIND[name]
    put(client, event, given(name, content, claimed="text/html"))
    answer = client.get(url_of(event))
    is_picture = media_type in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    assert {key: answer.headers[key] for key in answer.headers if key not in {"ETag", "Content-Length", "Vary"}} == {
        "Content-Type": media_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'{"inline" if is_picture else "attachment"}; filename="{name}"',
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    sent = body(answer)
    assert len(sent) == int(answer.headers["Content-Length"])
    assert is_picture or sent == content


def test_an_svg_named_png_is_only_ever_saved(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", SVG))
    answer = client.get(url_of(event))
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == ("image/svg+xml", 'attachment; filename="graph.svg"')
    assert client.get(url_of(event).replace("graph.svg", "small/graph.svg")).status_code == 404
    assert "<img" not in client.get(reverse("timeline:events", args=[event.incident.key])).content.decode().split("data-events")[1]


def test_the_small_picture_has_the_same_guards(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture(size=(900, 600))))
    answer = client.get(url_of(event, small=True))
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert body(answer).startswith(b"RIFF")


def test_a_name_of_many_letters_and_signs_comes_whole(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("Übersicht “14:02”.log", LOG))
    answer = client.get(url_of(event))
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht%20%E2%80%9C14%2002%E2%80%9D.log"


def test_a_browser_that_has_the_file_is_told_so(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    etag = client.get(url_of(event)).headers["ETag"]
    assert client.get(url_of(event), headers={"If-None-Match": etag}).status_code == 304


def test_a_large_file_is_kept_and_sent_in_pieces(client: Client, event: TimelineEvent) -> None:
    content = b"0123456789abcdef" * (PART_BYTES // 16) + b"and the rest"
    put(client, event, given("server.log", content))
    pieces = list(client.get(url_of(event)).streaming_content)  # type: ignore[attr-defined]
    assert [len(piece) for piece in pieces] == [PART_BYTES, 12]
    assert b"".join(pieces) == content


def test_the_server_sends_it_piece_by_piece_too(ada: Person, event: TimelineEvent) -> None:
    change_files(event, read("server.log", b"x" * (PART_BYTES + 1)), by=ada)
    url = url_of(event)

    async def sent() -> tuple[bool, list[int]]:
        client = AsyncClient()
        await client.aforce_login(ada)
        answer = await client.get(url)
        return answer.is_async, [len(piece) async for piece in answer.streaming_content]  # type: ignore[attr-defined]

    assert async_to_sync(sent)() == (True, [PART_BYTES, 1])


def test_a_file_of_a_restricted_incident_exists_for_those_it_names_alone(client: Client, ada: Person, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    restrict(event.incident, to_people=[ada], by=None)
    urls = [url_of(event), url_of(event, small=True)]
    admin = signed_in(person("Adam Admin", Role.ADMINISTRATOR))
    assert [client.get(url).status_code for url in urls] == [200, 200]
    assert [admin.get(url).status_code for url in urls] == [404, 404]
    assert put(admin, event, given("a.txt", b"a")).status_code == 404
    assert [Client().get(url).status_code for url in urls] == [302, 302]


def test_a_file_is_not_reached_through_another_incident_or_another_name(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    other = incident("Another")
    url = url_of(event)
    assert client.get(url.replace(event.incident.key, other.key)).status_code == 404
    assert client.get(url.replace("graph.png", "graph.html")).status_code == 404


def test_a_file_that_was_taken_off_is_no_longer_sent(client: Client, ada: Person, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    url = url_of(event)
    change_files(event, FileChanges(removed=[files_of([event])[event.pk][0].number]), by=ada)
    assert client.get(url).status_code == 404
    undo_last(event.incident, by=ada)
    assert client.get(url).status_code == 200


# History and undo


def added(event: TimelineEvent, name: str, *, by: Person | None) -> int:
    change_files(event, read(name, name.encode()), by=by)
    event.refresh_from_db()
    return files_of([event])[event.pk][-1].number


def differences(event: TimelineEvent) -> list[tuple[str, str, str, str]]:
    return [
        (entry.change_set.by.name if entry.change_set.by else "", one.words, one.before, one.after)
        for entry in history_of(event.incident)
        for changed in entry.events
        for one in changed.differences
    ]


def test_the_history_says_who_added_described_and_removed_a_file(ada: Person, event: TimelineEvent) -> None:
    number = added(event, "a.txt", by=ada)
    change_files(event, FileChanges(alts={number: "The log"}), by=ada)
    change_files(event, FileChanges(removed=[number]), by=ada)
    assert differences(event) == [
        ("Ada Keller", "File removed", "a.txt", ""),
        ("Ada Keller", "What a.txt shows", "", "The log"),
        ("Ada Keller", "File added", "", "a.txt"),
    ]


def test_the_history_of_an_event_that_came_with_a_file_names_it(ada: Person, one: Incident) -> None:
    event = add_event_with_files(one, EventFacts(text="Saw 503s"), read("a.txt", b"a").added, by=ada)
    assert differences(event) == [("Ada Keller", "File added", "", "a.txt")]


def test_the_page_of_the_history_says_it_too(client: Client, ada: Person, event: TimelineEvent) -> None:
    added(event, "a.txt", by=ada)
    assert "File added" in client.get(reverse("timeline:history", args=[event.incident.key])).content.decode()
    assert "File added" in client.get(reverse("timeline:about", args=[event.incident.key, event.pk])).content.decode()


UNDONE: list[Callable[[TimelineEvent, int, Person], object]] = [
    lambda event, number, ada: change_files(event, FileChanges(removed=[number]), by=ada),
    lambda event, number, ada: change_files(event, FileChanges(alts={number: "Other words"}), by=ada),
    lambda event, number, ada: remove_event(event, by=ada),
    lambda event, number, ada: change_files(event, read("c.txt", b"c"), by=ada),
]


@pytest.mark.parametrize("act", UNDONE)
def test_what_was_done_to_files_is_taken_back(ada: Person, event: TimelineEvent, act: Callable[..., object]) -> None:
    number = added(event, "a.txt", by=ada)
    added(event, "b.txt", by=ada)
    change_files(event, FileChanges(alts={number: "The log"}), by=ada)
    before = facts_of(TimelineEvent.objects.get(pk=event.pk))
    act(TimelineEvent.objects.get(pk=event.pk), number, ada)
    assert not TimelineEvent.objects.filter(pk=event.pk, files=[[*one] for one in before.files]).exists()
    undo_last(event.incident, by=ada)
    assert facts_of(TimelineEvent.objects.get(pk=event.pk)) == before


def test_taking_back_a_file_leaves_those_that_others_added_since(ada: Person, event: TimelineEvent) -> None:
    added(event, "a.txt", by=ada)
    added(event, "b.txt", by=person("Bo Berg"))
    assert undo_last(event.incident, by=ada).kept == 0
    assert shown(event) == ["b.txt"]


def test_an_undoing_can_itself_be_taken_back(ada: Person, event: TimelineEvent) -> None:
    added(event, "a.txt", by=ada)
    undone = undo_last(event.incident, by=ada)
    undo(undone.change_set, by=ada)
    assert shown(event) == ["a.txt"]


def test_one_event_made_of_several_shows_the_files_of_all(ada: Person, one: Incident) -> None:
    rows = [
        add_event_with_files(one, EventFacts(text=name, at=at(14, 2)), read(name, name.encode()).added, by=ada)
        for name in ("a.txt", "b.txt")
    ]
    merge_events(one, [row.pk for row in rows], by=ada)
    assert shown(rows[0]) == ["a.txt", "b.txt"]
    undo_last(one, by=ada)
    assert (shown(rows[0]), shown(rows[1])) == (["a.txt"], ["b.txt"])


def test_an_edit_of_the_text_leaves_the_files(client: Client, event: TimelineEvent) -> None:
    put(client, event, given("graph.png", picture()))
    form = {"when": "14:03", "text": "Other words", "kind": "other", "read_version": str(event.version)}
    client.post(reverse("timeline:edit", args=[event.incident.key, event.pk]), form)
    assert (shown(event), event.text) == (["graph.png"], "Other words")


def test_a_list_takes_the_same_statements_for_one_event_with_files_and_for_fifty(client: Client, one: Incident) -> None:
    url = reverse("timeline:events", args=[one.key])
    rows = [add_event(one, EventFacts(text=f"Event {n}", at=at(14, n % 60)), by=None) for n in range(50)]
    without = statements(client, url)
    added(rows[0], "a.txt", by=None)
    with_one = statements(client, url)
    for number, row in enumerate(rows[1:]):
        added(TimelineEvent.objects.get(pk=row.pk), f"{number}.txt", by=None)
    assert (without + 1, statements(client, url)) == (with_one, with_one)


def test_rows_name_what_each_event_shows(one: Incident, event: TimelineEvent) -> None:
    added(event, "a.txt", by=None)
    assert [[file.name for file in row.files] for row in event_rows(one, [event])] == [["a.txt"]]
