"""Events that a timeline of this product told before, told again in another."""

from collections.abc import Mapping
from dataclasses import replace

from secondstory.incidents.rules import MILESTONES
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.facts import NAMES, EventFacts, apply, facts_of
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules import LONGEST_STATED_TIME, Certainty
from secondstory.timeline.rules.records import Retold

_MOST_REPEATS = 2**31 - 1


def tell_again(changes: Changes, told: Mapping[int, SourceEvent]) -> None:
    """Let events, by their numbers, state what only a timeline knows of them. One is the milestone that it was where nobody has stated
    such a milestone here."""
    incident = changes.incident
    taken = {name for name in MILESTONES if getattr(incident, f"{name}_at")}
    taken |= set(incident.timeline_events.exclude(milestone="").values_list("milestone", flat=True))
    rows = list(incident.timeline_events.filter(version=1, pk__gte=min(told), pk__lte=max(told)))
    for row in rows:
        retold = told[row.pk].retold if row.pk in told else None
        if retold is None:
            continue
        facts = _facts(facts_of(row), retold)
        if retold.milestone in MILESTONES and retold.milestone not in taken and facts.at:
            taken.add(retold.milestone)
            changes.set_milestone(retold.milestone, facts.at)
            facts = replace(facts, milestone=retold.milestone)
        apply(facts, row)
    TimelineEvent.objects.bulk_update(rows, NAMES, batch_size=200)


def _facts(facts: EventFacts, retold: Retold) -> EventFacts:
    until = retold.until if facts.at and retold.until and retold.until > facts.at else None
    is_known = retold.certainty in set(Certainty) and (retold.certainty != Certainty.BETWEEN or until is not None)
    return replace(
        facts,
        text=retold.markdown or facts.text,
        until=until,
        certainty=retold.certainty if is_known else Certainty.EXACT,
        time_as_stated="" if facts.at else retold.time_as_stated[:LONGEST_STATED_TIME],
        is_starred=retold.is_starred,
        is_learnt_later=retold.is_learnt_later,
        repeats=max(1, min(retold.repeats, _MOST_REPEATS)),
        last_at=retold.last_at,
    )
