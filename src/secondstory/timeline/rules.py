"""The vocabulary of a timeline."""

from enum import StrEnum


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
