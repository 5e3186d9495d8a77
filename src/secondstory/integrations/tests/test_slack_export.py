"""Exports of Slack that are cut off, damaged, packed again, or far larger than they look."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from secondstory.integrations import event_sources, recognised
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

FIXTURE = Path(__file__).parents[1] / "slack_export" / "fixtures" / "workspace.zip"
MESSAGE = {"type": "message", "user": "U1", "text": "slow", "ts": "1709299351.042119"}


def export(files: dict[str, str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def told(content: bytes) -> list[SourceEvent]:
    return list(event_sources()["slack_export"].translate(Payload(content)))


def test_an_export_that_is_cut_off_is_known_and_refused_with_a_sentence() -> None:
    payload = Payload(FIXTURE.read_bytes()[:-200])
    source = recognised(payload)
    assert source is not None
    assert source.name == "slack_export"
    with pytest.raises(UnreadablePayload, match="not a whole zip"):
        list(source.translate(payload))


def test_a_day_that_is_no_whole_json_names_its_file() -> None:
    content = export({"channels.json": "[]", "users.json": "[]", "ops/2024-03-01.json": '[{"type": "message"'})
    with pytest.raises(UnreadablePayload, match=r"ops/2024-03-01\.json"):
        told(content)


def test_an_export_that_was_packed_again_in_a_folder_is_read() -> None:
    channels = json.dumps([{"id": "C1", "name": "ops", "created": 1, "creator": "U1", "members": []}])
    users = json.dumps([{"id": "U1", "name": "anna", "profile": {"real_name": "Anna Berg"}}])
    content = export({"export/channels.json": channels, "export/users.json": users, "export/ops/2024-03-01.json": json.dumps([MESSAGE])})
    assert recognised(Payload(content)) is event_sources()["slack_export"]
    [event] = told(content)
    assert (event.actor, event.component, event.external_id) == ("Anna Berg", "#ops", "C1/1709299351.042119")


def test_a_zip_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    content = export({"channels.json": "[]", "users.json": "[]", "ops/2024-03-01.json": "[" + " " * 30_000_000 + "]"})
    with pytest.raises(UnreadablePayload, match="bomb"):
        told(content)


def test_files_of_an_unpacked_export_that_hold_no_messages_say_so() -> None:
    users = Payload(json.dumps([{"id": "U1", "team_id": "T1", "name": "anna", "profile": {}}]).encode())
    source = recognised(users)
    assert source is event_sources()["slack_export"]
    assert not list(source.translate(users))
    assert "list of users" in (source.says_nothing(users) or "")
