"""Facts that reports announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportChanged:
    incident_id: int
