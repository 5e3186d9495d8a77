"""The measures of time that the organisation wants to know, and what they are for one incident."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from secondstory.incidents.models import MeasureDefinition
from secondstory.incidents.rules import MILESTONES, Milestones, Span, TimeMeasure, measures, question_about, turned_round


@dataclass(frozen=True, slots=True)
class Measured:
    """The durations of one incident, and questions where a measure would end before it begins."""

    spans: tuple[Span, ...] = ()
    questions: tuple[str, ...] = ()


def measure_definitions() -> QuerySet[MeasureDefinition]:
    """Return all measures in their order, also those that are not shown."""
    return MeasureDefinition.objects.all()


def wanted_measures() -> Sequence[TimeMeasure]:
    """Return the measures that are shown, in their order."""
    rows = MeasureDefinition.objects.filter(is_active=True).values_list("name", "short", "start", "end")
    return [TimeMeasure(*row) for row in rows]


def measured(milestones: Milestones) -> Measured:
    """Measure the time of an incident. One statement, none where fewer than two milestones are stated."""
    if sum(getattr(milestones, name) is not None for name in MILESTONES) < 2:
        return Measured()
    wanted = wanted_measures()
    spans = measures(milestones, wanted)
    return Measured(tuple(spans), tuple(question_about(one) for one in turned_round(milestones, wanted)))
