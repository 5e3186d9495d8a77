"""Who of the product is behind the actors of a timeline, and who of them could be noted as having been involved."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Greatest, StrIndex, Substr

from secondstory.accounts.models import Person
from secondstory.accounts.rules import name_key
from secondstory.incidents.models import Incident, Involvement
from secondstory.incidents.rules import InvolvedAs
from secondstory.timeline.models import AnsweredQuestion
from secondstory.timeline.rules import Medium, medium_of
from secondstory.timeline.rules.people import Acquaintances, Identity, Known, handle_of, is_program, usual_part

MOST_IDENTITIES = 500
"""So many different actors are looked up, those with most events first."""
_SPOKEN = {Medium.MESSAGE, Medium.MAIL}


@dataclass(frozen=True, slots=True)
class ProposedParticipant:
    """Somebody of whom a timeline tells and who is not noted as involved. `wrote` is true of who said something in a chat or a mail."""

    person_id: int
    name: str
    part: InvolvedAs
    events: int
    sources: tuple[str, ...]
    wrote: bool


@dataclass(frozen=True, slots=True)
class PeopleInTimeline:
    acquaintances: Acquaintances
    proposed: tuple[ProposedParticipant, ...] = ()


def name_of_answer(person_id: int | str) -> str:
    """Return the name under which it is kept that somebody was asked about, and need not be again."""
    return f"participant:{person_id}"


def people_in(incident: Incident) -> PeopleInTimeline:
    """Return whom a timeline tells of, and who of them could be noted as involved, those with most events first; two statements."""
    stated = _stated(incident)
    found = _people({identity for _, identity, *_ in stated} | {Identity(name) for name, *_ in stated}, incident=incident)
    acquaintances = Acquaintances(known for known, _ in found.values())
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    sources: dict[int, Counter[str]] = defaultdict(Counter)
    for _, identity, kind, source, count in stated:
        person = acquaintances.meant_by(identity) if source and not is_program(identity) else None
        if person and found[person.id][1] and not is_program(Identity(person.name)):
            kinds[person.id][kind] += count
            sources[person.id][source] += count
    proposed = [_proposed(found[number][0], kinds[number], sources[number]) for number in kinds]
    return PeopleInTimeline(acquaintances, tuple(sorted(proposed, key=lambda one: (-one.events, one.name))))


def acquaintances_with(identities: Collection[Identity]) -> Acquaintances:
    """Return the people whom these can mean; one statement, none where nobody is stated."""
    return Acquaintances(known for known, _ in _people(identities).values())


def _proposed(known: Known, kinds: Mapping[str, int], sources: Counter[str]) -> ProposedParticipant:
    return ProposedParticipant(
        person_id=known.id,
        name=known.name,
        part=usual_part(kinds),
        events=sum(kinds.values()),
        sources=tuple(source for source, _ in sources.most_common()),
        wrote=any(medium_of(source) in _SPOKEN for source in sources),
    )


def _stated(incident: Incident) -> list[tuple[str, Identity, str, str, int]]:
    """Return who is stated: the event's actor, who its evidence names, kind, source (empty for what is written by hand), how often."""
    columns = ("actor", "evidence__actor", "evidence__actor_email", "evidence__actor_handle", "kind", "evidence__source")
    rows = incident.timeline_events.order_by().values_list(*columns).annotate(count=Count("pk")).order_by("-count", "actor")
    return [
        (actor, Identity(name or "", email or "", handle or ""), kind, source or "", count)
        for actor, name, email, handle, kind, source, count in rows[: 4 * MOST_IDENTITIES]
        if actor or name or email or handle
    ]


def _people(identities: Iterable[Identity], *, incident: Incident | None = None) -> dict[int, tuple[Known, bool]]:
    """Return the people who can be meant, each with whether they could be noted as involved in the incident."""
    wanted = [one for one in identities if one.name or one.email or one.handle]
    if not wanted:
        return {}
    emails = {one.email.strip().lower() for one in wanted if one.email}
    handles = {handle_of(one) for one in wanted} - {""}
    names = {name_key(one.name) for one in wanted} | handles
    local_part = Substr("email", 1, Greatest(StrIndex("email", Value("@")) - 1, Value(0)))
    rows = (
        Person.objects.annotate(local_part=local_part, open=_is_open(incident))
        .filter(Q(email__in=emails) | Q(local_part__in=handles) | Q(name_key__in=names) | Q(aliases__name_key__in=names))
        .order_by("pk")
        .values_list("pk", "name", "email", "name_key", "aliases__name_key", "open")
    )
    spellings: dict[int, dict[str, None]] = defaultdict(dict)
    found: dict[int, tuple[str, str, bool]] = {}
    for number, name, email, key, alias, is_open in rows:
        spellings[number] |= {key: None} | ({alias: None} if alias else {})
        found[number] = (name, email or "", is_open)
    return {number: (Known(number, name, email, tuple(spellings[number])), is_open) for number, (name, email, is_open) in found.items()}


def _is_open(incident: Incident | None) -> Q | Value:
    """Say whether somebody is active, not noted as involved, and nobody answered whether they were."""
    if incident is None:
        return Value(False, output_field=BooleanField())
    asked = Concat(Value(name_of_answer("")), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    involved = Involvement.objects.filter(incident=incident, person=OuterRef("pk"))
    answered = AnsweredQuestion.objects.filter(incident=incident, name=asked)
    return Q(is_active=True) & ~Q(Exists(involved)) & ~Q(Exists(answered))
