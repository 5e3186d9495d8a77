"""The vocabulary of action items."""

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


class ActionClass(StrEnum):
    INVESTIGATE = "investigate"
    MITIGATE_THIS = "mitigate_this"
    REPAIR = "repair"
    DETECT = "detect"
    MITIGATE_FUTURE = "mitigate_future"
    PREVENT = "prevent"
    PROCESS = "process"


class Strength(StrEnum):
    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


class Horizon(StrEnum):
    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"
