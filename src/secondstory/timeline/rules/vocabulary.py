"""The kinds of events, and how sure their times are."""

from enum import StrEnum

LONGEST_ADDRESS = 2000
LONGEST_STATED_TIME = 40


class EventKind(StrEnum):
    LEAD_UP = "lead_up"
    CHANGE = "change"
    IMPACT_START = "impact_start"
    SIGNAL = "signal"
    DETECTION = "detection"
    PAGE = "page"
    ACKNOWLEDGEMENT = "acknowledgement"
    HYPOTHESIS_OPENED = "hypothesis_opened"
    HYPOTHESIS_RULED_OUT = "hypothesis_ruled_out"
    DIAGNOSIS = "diagnosis"
    DECISION = "decision"
    ACTION = "action"
    ESCALATION = "escalation"
    COMMUNICATION = "communication"
    MILESTONE = "milestone"
    CUSTOMER_REPORT = "customer_report"
    MITIGATION = "mitigation"
    RESOLUTION = "resolution"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure the time of an event is."""

    EXACT = "exact"
    ABOUT = "about"
    BETWEEN = "between"


class Verb(StrEnum):
    """What was done to a timeline."""

    ADDED = "added"
    EDITED = "edited"
    REMOVED = "removed"
    TAKEN = "taken"
    REPLACED = "replaced"
    MERGED = "merged"
    SHIFTED = "shifted"
    UNDID = "undid"


class SetAside(StrEnum):
    """Why something that arrived is not told: it is kept, and can be taken into the timeline."""

    NOISE = "noise"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"


def web_address(stated: str) -> str:
    """Return an address that a page may link to, or nothing for any other kind, and for one too long to keep."""
    return stated if stated.startswith(("http://", "https://")) and len(stated) <= LONGEST_ADDRESS and not stated.split()[1:] else ""
