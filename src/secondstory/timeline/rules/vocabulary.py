"""The kinds of events."""

from enum import StrEnum

LONGEST_ADDRESS = 2000


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
    LEARNT_LATER = "learnt_later"
    OTHER = "other"


def web_address(stated: str) -> str:
    """Return an address that a page may link to, or nothing for any other kind, and for one too long to keep."""
    return stated if stated.startswith(("http://", "https://")) and len(stated) <= LONGEST_ADDRESS and not stated.split()[1:] else ""
