"""Words of the live rooms that stand in tables and in messages."""

from enum import IntEnum, StrEnum


class Purpose(StrEnum):
    """What a row is for: a change that pages are told, or a word among the processes."""

    CHANGE = "change"
    PRESENCE = "presence"
    ACCESS = "access"


class Close(IntEnum):
    """Why a socket was closed, as the page gets to know it. 4401 to 4403 mean: do not come again before somebody signs in."""

    UNSUPPORTED = 1003
    TOO_LARGE = 1009
    TRY_LATER = 1013
    WRONG_MESSAGE = 4400
    NOT_SIGNED_IN = 4401
    IDLE = 4408
    TOO_MANY_MESSAGES = 4429
    TOO_MANY_SOCKETS = 4430
