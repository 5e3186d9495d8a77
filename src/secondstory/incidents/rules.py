"""The vocabulary of an incident and what follows from its milestones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    TECHNICAL = "technical"
    SECURITY = "security"
    DATA = "data"
    MARKETING = "marketing"
    SUPPORT = "support"
    PROJECT = "project"
    OTHER = "other"


class Status(StrEnum):
    OPEN = "open"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"


class DetectedBy(StrEnum):
    MONITOR = "monitor"
    CUSTOMER = "customer"
    STAFF = "staff"
    PARTNER = "partner"
    CHANCE = "chance"


class InvolvedAs(StrEnum):
    COMMANDER = "commander"
    ON_CALL = "on_call"
    RESPONDER = "responder"
    COMMUNICATOR = "communicator"
    SCRIBE = "scribe"
    CUSTOMER_SUPPORT = "customer_support"
    PRODUCT_OWNER = "product_owner"
    REPORTER = "reporter"
    OBSERVER = "observer"


# In the order in which they happen; each is a column `<name>_at` of an incident.
MILESTONES = ("impact_started", "first_signal", "detected", "acknowledged", "diagnosed", "mitigated", "resolved")


@dataclass(frozen=True, slots=True)
class Milestones:
    """The moments of an incident, aware; None where nobody has stated it."""

    impact_started: datetime | None = None
    first_signal: datetime | None = None
    detected: datetime | None = None
    acknowledged: datetime | None = None
    diagnosed: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None

    @property
    def duration(self) -> timedelta | None:
        """Time to recovery: from the start of impact to resolution."""
        if self.impact_started and self.resolved and self.resolved >= self.impact_started:
            return self.resolved - self.impact_started
        return None


def out_of_order(milestones: Milestones) -> list[tuple[str, str]]:
    """Return pairs of milestone names of which the later one is stated as earlier, start against each of the others."""
    start = milestones.impact_started
    pairs = [("impact_started", name) for name in ("mitigated", "resolved") if start and (at := getattr(milestones, name)) and at < start]
    detected, resolved = milestones.detected, milestones.resolved
    if detected and resolved and resolved < detected:
        pairs.append(("detected", "resolved"))
    return pairs
