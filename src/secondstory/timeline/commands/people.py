"""Answers to whether somebody of whom a timeline tells was involved in the incident."""

from collections.abc import Collection, Mapping

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import Involved, involve
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import InvolvedAs
from secondstory.kit.facts import announcing_together
from secondstory.timeline.models import AnsweredQuestion
from secondstory.timeline.queries.people import name_of_answer, people_in


def add_participants(incident: Incident, parts: Mapping[int, InvolvedAs], *, by: Person | None) -> list[str]:
    """Note those as involved, by the numbers of people, whom the timeline proposes; return their names. Others are passed over.

    It is remembered: who is taken out of the incident by hand later on is not proposed again.
    """
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        proposed = _proposed(incident, parts)
        people = Person.objects.in_bulk(proposed)
        involve(incident, [Involved(people[number], parts[number]) for number in proposed if number in people], by=by)
        _remember(incident, proposed, by=by)
    return [proposed[number] for number in proposed]


def leave_people(incident: Incident, numbers: Collection[int], *, by: Person | None) -> list[str]:
    """Do not propose these people for this incident again; return their names."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        proposed = _proposed(incident, numbers)
        _remember(incident, proposed, by=by)
    return list(proposed.values())


def _proposed(incident: Incident, numbers: Collection[int]) -> dict[int, str]:
    return {one.person_id: one.name for one in people_in(incident).proposed if one.person_id in numbers}


def _remember(incident: Incident, numbers: Collection[int], *, by: Person | None) -> None:
    AnsweredQuestion.objects.bulk_create(
        (AnsweredQuestion(incident=incident, name=name_of_answer(number), by=by) for number in numbers), ignore_conflicts=True
    )
