"""What edits and deletions in a chat leave: the last wording of each message, with the earlier ones kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Said:
    """A message, an edit of one or its deletion, as its source recorded it.

    `replaces` is the `external_id` of what it edits, which may be an edit itself or have the same `external_id`. `at` is the time of the
    message, of an edit that of editing; either may be missing.
    """

    external_id: str
    text: str
    at: datetime | None = None
    replaces: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message after all that happened to it.

    `wordings` are all that was said, the oldest first; `ids` are those of the message and of its edits, its own first.
    What was taken back keeps its wordings: it is not told, and can be looked at. Where only an edit has arrived so far, `is_whole` is
    false and the first wording is still to come.
    """

    external_id: str
    wordings: tuple[Said, ...]
    is_taken_back: bool
    is_whole: bool
    ids: tuple[str, ...]
    deletions: tuple[Said, ...] = ()

    @property
    def text(self) -> str:
        return self.wordings[-1].text if self.wordings else ""

    @property
    def earlier(self) -> tuple[str, ...]:
        """The texts that it had before the last, the oldest first, each change once."""
        texts = [text for text, _ in groupby(one.text for one in self.wordings)]
        return tuple(texts[:-1])

    @property
    def said_at(self) -> datetime | None:
        """When it was first said, as far as is known."""
        return next((one.at for one in self.wordings if one.at), None)

    @property
    def is_edited(self) -> bool:
        return bool(self.earlier) or (bool(self.wordings) and not self.is_whole)


def messages_after_changes(arrived: Iterable[Said], *, known: Iterable[Message] = ()) -> list[Message]:
    """Return every message with its changes, ordered by its id. In which order the parts arrive makes no difference.

    Of wordings that are stated as of the same time, an original is older than an edit, and what was known before is older than what
    arrives now. What was taken back once stays so, whatever edits follow. What has no id of its own cannot be changed and must not be
    given.
    """
    before = list(known)
    parts: dict[Said, int] = {}
    for message in before:
        for number, one in enumerate((*message.wordings, *message.deletions)):
            parts.setdefault(one, number)
    fresh = len(parts)
    for one in arrived:
        parts.setdefault(one, fresh)
    own = _own_ids(parts, before)
    ids: dict[str, set[str]] = {}
    for external_id, name in own.items():
        ids.setdefault(name, set()).add(external_id)
    groups: dict[str, list[Said]] = {name: [] for name in ids}
    for part in parts:
        groups[own[part.replaces or part.external_id]].append(part)
    return [_message(name, groups[name], parts, ids[name]) for name in sorted(groups)]


def _own_ids(parts: Iterable[Said], before: Iterable[Message]) -> dict[str, str]:
    """Return for every id that of the message it belongs to: of the ids that are linked, the first that edits nothing."""
    linked: dict[str, str] = {}
    edits: set[str] = set()

    def end_of(one: str) -> str:
        path = []
        while linked.setdefault(one, one) != one:
            path.append(one)
            one = linked[one]
        for passed in path:
            linked[passed] = one
        return one

    for message in before:
        for one in message.ids:
            linked[end_of(one)] = end_of(message.external_id)
    for part in parts:
        linked[end_of(part.external_id)] = end_of(part.replaces or part.external_id)
        if part.replaces and part.replaces != part.external_id:
            edits.add(part.external_id)
    first: dict[str, str] = {}
    for one in sorted(linked, key=lambda name: (name in edits, name)):
        first.setdefault(end_of(one), one)
    return {one: first[end_of(one)] for one in linked}


def _message(name: str, parts: list[Said], arrived: dict[Said, int], ids: set[str]) -> Message:
    deletions = [one for one in parts if one.is_deleted]
    said = sorted((one for one in parts if not one.is_deleted), key=lambda one: _age(one, name, arrived[one]))
    return Message(
        external_id=name,
        wordings=tuple(said),
        is_taken_back=bool(deletions),
        is_whole=any(not one.replaces for one in said),
        ids=(name, *sorted(ids - {name})),
        deletions=tuple(sorted(deletions, key=lambda one: _age(one, name, 0))),
    )


def _age(one: Said, name: str, arrived: int) -> tuple[bool, float, bool, int, str, str, str]:
    """Sort by what makes one wording older than another; an original without a time is the oldest, an edit without one the newest."""
    is_edit = bool(one.replaces)
    at = one.at.timestamp() if one.at else float("inf") if is_edit else float("-inf")
    return is_edit and one.at is None, at, is_edit, arrived, one.external_id, one.replaces, one.text
