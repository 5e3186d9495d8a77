"""One action item: its owner, its due date, its ticket and whether it is done, as its text and columns say."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece
from secondstory.documents.extraction.owners import split_owner
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import stamps_in
from secondstory.documents.extraction.tickets import ticket_in
from secondstory.documents.values import ActionEntry

_DONE: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("actions.toml").read_text(encoding="utf-8"))["done"]
_YES = frozenset(_DONE["yes"])
_NO = frozenset(_DONE["no"])

_DUE = re.compile(r"\b(?:due(?: date| on| by)?|deadline|eta|by|target(?: date)?|until)\b\s?[:=]?\s", re.IGNORECASE)
_DUE_NEAR = 40  # characters after such a word in which the date stands
_DUE_FROM = 12  # and by which it has begun
_DONE_LAST = re.compile(
    r"[\s\-–—(\[:]{0,4}\b(done|completed|complete|fixed|merged|closed|todo|in progress|pending)\b[)\]]?[\s.!✅]{0,6}$", re.IGNORECASE
)
_DONE_FIRST = re.compile(
    r"\W{0,6}(?:status\s?:\s?)?\*{0,3}\[?(done|completed|fixed|todo|open|in progress|pending|on ?going)\]?\*{0,3}\s?[:\-–—\]]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[A-Za-z]{2,12} )?\d{3,10}\b")
_TAIL = 40
_TICKED = re.compile(r"\s*(?:✅|✔️?|☑️?|:white_check_mark:|:heavy_check_mark:)")
_UNTICKED = re.compile(r"\s*(?:❌|⬜|☐|🔲|:x:|\[\s?\](?=\s))")
_STRUCK = re.compile(r"\s*~~[^~]+~~\s*\S{0,40}\s*$")


@dataclass(slots=True)
class Candidate:
    """An item as found: its text, what stands below it, and its cells by the role of their column."""

    text: str
    checked: bool | None = None
    owner: str | None = None
    done: bool | None = None
    more: list[Piece] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


def action_entry(candidate: Candidate, *, conventions: Conventions, definitions: dict[str, str], people: frozenset[str]) -> ActionEntry:
    """The item as a value; whatever its columns say stays in the description too."""
    columns = candidate.columns
    more = markdown_of(candidate.more)
    stated = [f"{name.capitalize()}: {columns[name]}" for name in ("due", "ticket", "status") if columns.get(name)]
    owner = plain(columns["owner"]) if columns.get("owner") else candidate.owner
    title = candidate.text.strip()
    if not owner:
        owner, title = split_owner(title, people=people)
    whole = "\n".join([candidate.text, more, *columns.values()])
    return ActionEntry(
        title=title.strip(),
        owner=owner or _owner_below(candidate.more),
        due_on=_due(columns.get("due"), whole, conventions),
        ticket=ticket_in(columns.get("ticket") or whole, definitions) or _number_in(columns.get("ticket", "")),
        done=_is_done(candidate),
        description="\n\n".join(part for part in (more, *stated, columns.get("rest", "")) if part),
    )


def _number_in(cell: str) -> str | None:
    """The number that a ticket column gives without a mark ("Bug 5554823")."""
    found = _NUMBER.search(plain(cell))
    return found[0] if found else None


def _owner_below(more: list[Piece]) -> str | None:
    """The owner that a line below an item names ("Owner: Ada")."""
    named = (split_owner(piece.text, people=frozenset())[0] for piece in more if "owner" in piece.text.lower())
    return next((owner for owner in named if owner), None)


def _due(column: str | None, text: str, conventions: Conventions) -> date | None:
    if column:
        return next(_days(column, conventions, within=len(column)), None)
    for found in _DUE.finditer(text):
        day = next(_days(text[found.end() : found.end() + _DUE_NEAR], conventions, within=_DUE_FROM), None)
        if day:
            return day
    return None


def _days(text: str, conventions: Conventions, *, within: int) -> Iterator[date]:
    for position, stamp in stamps_in(text, conventions.notation):
        day = conventions.day_of(stamp.day)
        if day and position <= within:
            yield day


def _is_done(candidate: Candidate) -> bool | None:
    if candidate.checked is not None:
        return candidate.checked
    for name in ("status", "ticket"):
        cell = plain(candidate.columns.get(name, "")).strip(" .!")
        word = cell.lower() if cell.lower() in _YES | _NO else (_said_done(cell) or "").lower()
        if word in _YES or word in _NO:
            return word in _YES
    if _TICKED.match(candidate.text) or _STRUCK.match(candidate.text):
        return True
    if _UNTICKED.match(candidate.text):
        return False
    said = _said_done(candidate.text)
    return candidate.done if said is None else said.lower() in _YES


def _said_done(text: str) -> str | None:
    """The word for its state with which an item's text begins or ends, set off from what it says."""
    first = _DONE_FIRST.match(text)
    if first:
        return first[1]
    last = _DONE_LAST.search(text[-_TAIL:])
    if last and (last[0].strip()[:1] in tuple("([-–—:") or last[1].isupper()):
        return last[1]
    return None
