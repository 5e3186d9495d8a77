"""The zip of a workspace export, as https://slack.com/help/articles/220556107 describes it: one folder a channel, one file a day.

It is read one day at a time, so that an export of many years costs the memory of its busiest day.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile, ZipInfo

from secondstory.documents.archives import MEBIBYTE, Budget, BudgetSpentError, Limits, reason_to_refuse, unpack
from secondstory.documents.values import RefusedInput
from secondstory.integrations.reading import objects, text_of
from secondstory.integrations.slack_messages import Names, message_event, people_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_CHANNEL_LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
_PEOPLE_LISTS = ("users.json", "org_users.json")
_DAY = re.compile(r"(?:^|/)([^/]+)/\d{4}-\d{2}-\d{2}\.json$")
_LIMITS = Limits(document_bytes=200 * MEBIBYTE, entries=1_000_000)


def recognises(payload: Payload) -> bool:
    if payload.is_zip:
        return _is_export(payload)
    return _is_day(payload) or says_nothing(payload) is not None


def says_nothing(payload: Payload) -> str | None:
    """Say what a single file of an unpacked export is, where it holds no messages."""
    if payload.is_zip or not payload.is_json or not isinstance(payload.json, list) or not payload.json:
        return None
    first = payload.json[0] if isinstance(payload.json[0], dict) else {}
    if "team_id" in first and "profile" in first:
        return "this is the list of users of a Slack export; give the whole zip to have their names."
    if {"id", "name", "created", "creator"} <= first.keys() and "members" in first:
        return "this is the list of channels of a Slack export; give the whole zip to have their messages."
    if {"change_type", "scope"} <= first.keys():
        return "this is the list of integrations of a Slack export; it holds no messages."
    return None


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not payload.is_zip:
        if not isinstance(payload.json, list):
            raise UnreadablePayload("This is no Slack export: neither a zip nor a list of messages.")
        if says_nothing(payload) is None:
            for message in objects(payload.json):
                yield message_event(message, channel="", names=Names())
        return
    with payload.archive() as archive:
        yield from _exported(archive)


def _exported(archive: ZipFile) -> Iterator[SourceEvent]:
    contents = _Contents(archive)
    names = Names()
    identifiers: dict[str, str] = {}
    days: list[tuple[str, ZipInfo]] = []
    for entry in archive.infolist():
        base = entry.filename.rpartition("/")[2]
        if base in _PEOPLE_LISTS:
            names.people.update(people_of(contents.read(entry)))
        elif base in _CHANNEL_LISTS:
            for stated in objects(contents.read(entry)):
                identifier, name = text_of(stated, "id"), text_of(stated, "name")
                identifiers[name or identifier] = identifier
                if name:
                    names.channels[identifier] = name
        elif found := _DAY.search(entry.filename):
            days.append((found[1], entry))
    for folder in {folder for folder, _ in days} - identifiers.keys():
        names.channels[folder] = folder
    for folder, entry in days:
        channel = identifiers.get(folder, folder)
        for message in objects(contents.read(entry)):
            yield message_event(message, channel=channel, names=names)


class _Contents:
    """The JSON files of an export, each read within what an import may cost."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._bytes = max((one.header_offset + one.compress_size for one in archive.infolist()), default=0)
        self._budget = Budget(archive_bytes=self._bytes, limits=_LIMITS)

    def read(self, entry: ZipInfo) -> Any:
        if reason := reason_to_refuse(entry):
            raise UnreadablePayload(f"{entry.filename} in the zip cannot be read: {reason}.")
        try:
            pieces = unpack(
                self._archive, entry, at_most=_LIMITS.document_bytes, archive_bytes=self._bytes, limits=_LIMITS, budget=self._budget
            )
            return json.loads(b"".join(pieces))
        except RefusedInput as refused:
            raise UnreadablePayload(f"{entry.filename} in the zip cannot be read: {refused}.") from refused
        except BudgetSpentError as error:
            raise UnreadablePayload("The zip unpacks to far more than its size, as a zip bomb does.") from error
        except (ValueError, RecursionError) as error:
            raise UnreadablePayload(f"{entry.filename} in the zip is not whole JSON: {error}.") from error


def _is_export(payload: Payload) -> bool:
    if payload.zip_names is None:
        return re.search(rb"(?:channels|users)\.json|/\d{4}-\d\d-\d\d\.json", payload.head) is not None
    bases = {name.rpartition("/")[2] for name in payload.zip_names}
    return not bases.isdisjoint(_PEOPLE_LISTS) and not bases.isdisjoint(_CHANNEL_LISTS)


def _is_day(payload: Payload) -> bool:
    if not payload.is_json or not isinstance(payload.json, list):
        return False
    messages = payload.json[:20]
    return bool(messages) and all(
        isinstance(one, dict) and one.get("type") == "message" and isinstance(one.get("ts"), str) and "text" in one for one in messages
    )
