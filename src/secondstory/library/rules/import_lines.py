"""One document of an import as one JSON object, the contract of `secondstory import reports --format json`."""

from enum import StrEnum

from secondstory.documents.values import Moment
from secondstory.library.rules.arrivals import Arrival


class ImportStatus(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


def foreseen(arrival: Arrival) -> tuple[ImportStatus, str]:
    """Status and reason as far as they can be told without a library: what a dry run says."""
    if arrival.refused:
        return ImportStatus.REFUSED, arrival.refused
    if arrival.same_as:
        return ImportStatus.UNCHANGED, f"the same bytes as {arrival.same_as}"
    return ImportStatus.IMPORTED, ""


def import_line(arrival: Arrival, *, status: ImportStatus, reason: str, key: str | None) -> dict[str, object]:
    """What was extracted is null or empty for a document that was refused before it could be read."""
    extracted = arrival.reading.post_mortem if arrival.reading else None
    return {
        "file": arrival.file,
        "key": key,
        "status": str(status),
        "reason": reason or None,
        "title": extracted.title if extracted else None,
        "date": extracted.date.isoformat() if extracted and extracted.date else None,
        "severity": extracted.severity if extracted else None,
        "started_at": _iso(extracted.started_at) if extracted else None,
        "detected_at": _iso(extracted.detected_at) if extracted else None,
        "resolved_at": _iso(extracted.resolved_at) if extracted else None,
        "summary": (extracted.summary or None) if extracted else None,
        "impact": (extracted.impact or None) if extracted else None,
        "causes": (extracted.causes or None) if extracted else None,
        "lessons": (extracted.lessons or None) if extracted else None,
        "timeline": [{"at": _iso(entry.at), "text": entry.text} for entry in extracted.timeline] if extracted else [],
        "action_items": [
            {
                "title": item.title,
                **({"description": item.description} if item.description else {}),
                "owner": item.owner,
                "due_on": item.due_on.isoformat() if item.due_on else None,
                "ticket": item.ticket,
                "done": item.done,
            }
            for item in extracted.action_items
        ]
        if extracted
        else [],
        "warnings": list(arrival.warnings),
    }


def _iso(moment: Moment | None) -> str | None:
    return moment.iso if moment else None
