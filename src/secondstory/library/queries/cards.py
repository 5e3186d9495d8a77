"""What a search result shows of each incident: three statements for a page of results, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from secondstory.accounts.models import Person
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import DONE_STATES
from secondstory.incidents.models import ImpactMeasure, Incident, SeverityLevel
from secondstory.incidents.queries import visible_to
from secondstory.kit.vocabulary import label
from secondstory.reports.models import ContributingFactor
from secondstory.reports.rules import FactorRole

MADE_IT_POSSIBLE = (FactorRole.TRIGGER, FactorRole.CONTRIBUTING, FactorRole.LATENT, FactorRole.WORSENED)
SHOWN_FACTORS = 2
LONGEST_FACTOR = 110  # characters


@dataclass(frozen=True, slots=True)
class Card:
    """One result besides the words that matched. `deeper` are the factors in short, `held` the defences that did."""

    incident: Incident
    severity: SeverityLevel | None
    occurred_on: date | None
    minutes: float | None
    word_count: int
    summary: str
    impact: tuple[str, ...]
    deeper: tuple[str, ...]
    more_factors: int
    held: tuple[str, ...]
    categories: tuple[str, ...]
    actions: int
    actions_done: int
    status: str


def cards_of(incident_ids: Sequence[int], *, person: Person | None) -> dict[int, Card]:
    """Return the card of each of these incidents that the person may see."""
    if not incident_ids:
        return {}
    incidents = visible_to(person).filter(pk__in=incident_ids).select_related("severity", "report")
    every, done = ActionItem.objects.all(), ActionItem.objects.filter(state__in=DONE_STATES)
    factors: dict[int, list[ContributingFactor]] = defaultdict(list)
    for factor in ContributingFactor.objects.filter(report__incident__in=incident_ids).select_related("report").order_by("position", "id"):
        factors[factor.report.incident_id].append(factor)
    measures: dict[int, list[str]] = defaultdict(list)
    for measure in ImpactMeasure.objects.filter(incident__in=incident_ids):
        if measure.name.lower() != "duration":  # the milestones say it
            measures[measure.incident_id].append(measured(measure.value, measure.unit, measure.name))
    return {
        incident.pk: _card(incident, factors[incident.pk], measures[incident.pk], (incident.actions_all, incident.actions_done))
        for incident in incidents.annotate(actions_all=_counted(every), actions_done=_counted(done))
    }


def _counted(actions: QuerySet[ActionItem]) -> Coalesce:
    of_incident = actions.filter(incident=OuterRef("pk")).order_by().values("incident")
    return Coalesce(Subquery(of_incident.annotate(number=Count("pk")).values("number")), 0)


def _card(incident: Incident, factors: list[ContributingFactor], measures: list[str], actions: tuple[int, int]) -> Card:
    report = getattr(incident, "report", None)
    deeper = [factor for factor in factors if factor.role in MADE_IT_POSSIBLE]
    duration = incident.milestones.duration
    return Card(
        incident=incident,
        severity=incident.severity,
        occurred_on=incident.occurred_on,
        minutes=duration.total_seconds() / 60 if duration else None,
        word_count=report.word_count if report else 0,
        summary=report.what_happened if report else "",
        impact=tuple(measures[:3]),
        deeper=tuple(in_short(factor.text) for factor in deeper[:SHOWN_FACTORS]),
        more_factors=max(0, len(deeper) - SHOWN_FACTORS),
        held=tuple(in_short(factor.text) for factor in factors if factor.role == FactorRole.DEFENCE_HELD)[:1],
        categories=tuple(dict.fromkeys(label(factor.category) for factor in deeper if factor.category != "unknown"))[:4],
        actions=actions[0],
        actions_done=actions[1],
        status=report.get_status_display() if report else "No report yet",
    )


def measured(value: str, unit: str, name: str) -> str:
    """Return a measure as one phrase: "47 minutes of waiting". A name that begins with its unit says the unit already."""
    name = uncapitalised(name)
    unit_said = "" if unit and name.lower().split()[:1] == [unit.lower()] else unit
    return " ".join(part for part in (value, unit_said, name) if part)


def uncapitalised(name: str) -> str:
    """Return a name for the middle of a sentence; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def in_short(sentence: str) -> str:
    """Return what made it possible, of a sentence built as "X made Y more likely, which led to Z": the X."""
    cause = sentence.split(" made ", 1)[0].strip().rstrip(".,;")
    if len(cause) <= LONGEST_FACTOR:
        return cause
    return cause[:LONGEST_FACTOR].rsplit(" ", 1)[0] + " …"
