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
    groups: dict[str, list[Said]] = {message.external_id: [] for message in before if message.external_id == own(message.external_id)}
    for one in parts:
        groups.setdefault(own(one.replaces or one.external_id), []).append(one)
    ids: dict[str, set[str]] = {}
    for message in before:
        ids.setdefault(own(message.external_id), set()).update(message.ids)
    return [_message(name, groups[name], parts, ids.get(name, set())) for name in sorted(groups)]


class _OwnIds:
    """Finds the id of the message that an edit, or an edit of an edit, belongs to."""

    def __init__(self) -> None:
        self._earlier: dict[str, str] = {}

    def add(self, external_id: str, replaces: str) -> None:
        one, other = self(external_id), self(replaces)
        if one != other:
            self._earlier[one] = other

    def __call__(self, external_id: str) -> str:
        path = []
        while (earlier := self._earlier.get(external_id)) is not None:
            path.append(external_id)
            external_id = earlier
        for one in path:
            self._earlier[one] = external_id
        return external_id


def _own_ids(parts: Iterable[Said], before: Iterable[Message]) -> _OwnIds:
    own = _OwnIds()
    for message in before:
        for one in message.ids:
            own.add(one, message.external_id)
    for part in sorted(parts, key=_order_of_parts):
        if part.replaces and part.replaces != part.external_id and part.external_id:
            own.add(part.external_id, part.replaces)
    return own


def _order_of_parts(one: Said) -> tuple[str, str]:
    return one.external_id, one.replaces


def _message(name: str, parts: list[Said], arrived: dict[Said, int], ids: set[str]) -> Message:
    deletions = [one for one in parts if one.is_deleted]
    said = sorted((one for one in parts if not one.is_deleted), key=lambda one: _age(one, name, arrived[one]))
    all_ids = {name, *ids, *(one.external_id for one in parts)} - {""}
    return Message(
        external_id=name,
        wordings=tuple(said),
        is_taken_back=bool(deletions),
        is_whole=any(not one.replaces for one in said),
        ids=(name, *sorted(all_ids - {name})),
        deletions=tuple(sorted(deletions, key=lambda one: _age(one, name, 0))),
    )


def _age(one: Said, name: str, arrived: int) -> tuple[bool, float, bool, int, str, str, str]:
    """Sort by what makes one wording older than another; an original without a time is the oldest, an edit without one the newest."""
    is_edit = bool(one.replaces)
    at = one.at.timestamp() if one.at else float("inf") if is_edit else float("-inf")
    return is_edit and one.at is None, at, is_edit, arrived, one.external_id, one.replaces, one.text
