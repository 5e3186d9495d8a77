"""The vocabulary of action items."""

import re
from enum import StrEnum


class ActionState(StrEnum):
    CANDIDATE = "candidate"
    COMMITTED = "committed"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    VERIFIED_EFFECTIVE = "verified_effective"
    NOT_EFFECTIVE = "not_effective"
    DECLINED = "declined"


OPEN_STATES = frozenset({ActionState.CANDIDATE, ActionState.COMMITTED, ActionState.IN_PROGRESS, ActionState.BLOCKED})
DONE_STATES = frozenset({ActionState.DONE, ActionState.VERIFIED_EFFECTIVE, ActionState.NOT_EFFECTIVE})


class Strength(StrEnum):
    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


class Horizon(StrEnum):
    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"


NEEDS_NOTE = {
    ActionState.BLOCKED: "What would help, and from whom?",
    ActionState.DECLINED: "Why, who decided it, and until when is the risk accepted?",
}


def missing_note(state: str, note: str) -> str | None:
    """Return the question that a state asks and that the note leaves open, None where nothing is missing."""
    return NEEDS_NOTE.get(ActionState(state)) if not note.strip() else None


def ticket_words(ticket: str) -> str:
    """Return a ticket as people call it: the key at the end of its address, such as SEAT-1841 or #902."""
    if "://" not in ticket:
        return ticket
    last = ticket.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*-\d+", last):
        return last.upper()
    return f"#{last}" if last.isdecimal() else "Ticket"


def open_questions(*, has_owner: bool, has_date: bool, done_when: str) -> list[str]:
    """Return what an action item leaves open, as questions that its owner can answer."""
    asked = []
    if not has_owner:
        asked.append("who owns it?")
    if not has_date:
        asked.append("by when?")
    if not done_when.strip():
        asked.append("how will we know that it is done?")
    return asked
