"""What other systems recorded, put into a timeline."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.kit.collecting import rarely_collecting
from secondstory.kit.facts import announcing_together
from secondstory.kit.markdown import markdown_of_plain
from secondstory.kit.rows_at_once import insert_rows, reserve_keys
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.chat_changes import after_changes, follow_changes
from secondstory.timeline.commands.facts import NAMES, EventFacts
from secondstory.timeline.commands.joining import joining, say_repeated
from secondstory.timeline.commands.order import places_among_the_told
from secondstory.timeline.commands.retelling import tell_again
from secondstory.timeline.commands.suggesting import suggest_for
from secondstory.timeline.models import LONGEST_ACTOR, LONGEST_NAME, ChangeSet, ClockShift, Evidence, TimelineEvent
from secondstory.timeline.ports import SourceEvent, identified
from secondstory.timeline.queries.arriving import known_identities, why_set_aside
from secondstory.timeline.rules import Verb, web_address
from secondstory.timeline.sources import moment_of


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of arrived events: `added` are told now, `known` were there already, `set_aside` are kept but not told.

    `without_zone` stated no zone and were taken as being in that of the incident. `change_set` is what `undo` takes back; None where
    nothing arrived that was not known.
    """

    added: int
    known: int
    without_zone: int
    set_aside: int = 0
    change_set: ChangeSet | None = field(default=None, compare=False)


class _Arrived(NamedTuple):
    """One event that was not there before, with its identity in its source, its stated moment, and its key once it is told."""

    event: SourceEvent
    identity: str
    at: datetime | None
    set_aside: str


def take_events(
    incident: Incident,
    arrived: Iterable[SourceEvent],
    *,
    source: str,
    file: str,
    by: Person | None,
    zone: tzinfo | None = None,
    leaving_out: Collection[str] = (),
) -> Taken:
    """Put what another system recorded into the timeline, each event at its time and with its evidence.

    What is there already (same source, same identity) is left alone, so that the same file may be taken again; the identities in
    `leaving_out` are passed over. A time without a zone is one in `zone`, the incident's where none is given. Noise and what was taken
    back in its source are set aside. Nothing is stored where `arrived` raises.
    """
    ensure_may(by, Ability.WRITE)
    zone = zone or zone_or_utc(incident.time_zone)
    with announcing_together(), rarely_collecting():
        known = known_identities(incident, source)
        fresh: list[_Arrived] = []
        changed: list[SourceEvent] = []
        met = without_zone = 0
        for identity, one in identified(after_changes(arrived)):
            if identity in leaving_out:
                continue
            met += 1
            if identity in known:
                changed += [one] if one.replaces or one.is_deleted else []
                continue
            known.add(identity)
            aside = why_set_aside(one) or ""
            without_zone += one.at is None and one.local_at is not None and not aside
            fresh.append(_Arrived(one, identity, moment_of(one, zone), aside))
        change_set = _store(incident, fresh, changed, source=source, file=file, by=by) if fresh or changed else None
    aside_count = sum(bool(one.set_aside) for one in fresh)
    return Taken(len(fresh) - aside_count, met - len(fresh), without_zone, set_aside=aside_count, change_set=change_set)


def _store(
    incident: Incident, fresh: Sequence[_Arrived], changed: Sequence[SourceEvent], *, source: str, file: str, by: Person | None
) -> ChangeSet | None:
    shift = timedelta(seconds=ClockShift.objects.filter(incident=incident, source=source).values_list("seconds", flat=True).first() or 0)
    changes = Changes(incident, Verb.TAKEN, by=by, note=file or source)
    follow_changes(changes, changed, source=source)
    if not fresh and changes.is_empty:
        changes.change_set.delete()
        return None
    arrived = [one for one in fresh if not one.set_aside]
    moments = [one.at + shift if one.at else None for one in arrived]
    joins = joining(incident, [(one.event, at) for one, at in zip(arrived, moments, strict=True)], source=source)
    told = [number for number in range(len(arrived)) if number not in joins.first_of and number not in joins.event_of]
    places = places_among_the_told(incident, [moments[number] for number in told])
    keys = dict(zip(told, reserve_keys(TimelineEvent, len(told)), strict=True))
    once = (1, None)
    insert_rows(
        TimelineEvent,
        _EVENT,
        (
            (keys[number], place, moments[number], *_told(arrived[number].event), *joins.repeating.get(number, once))
            for number, place in zip(told, places, strict=True)
        ),
        same={"incident": incident.pk, "version": 1, **_UNSTATED},
    )
    say_repeated(changes, joins.known)
    event_of = {id(one): joins.event_of.get(n) or keys[joins.first_of.get(n, n)] for n, one in enumerate(arrived)}
    insert_rows(
        Evidence,
        _EVIDENCE,
        ((event_of.get(id(one)), *_evidence(one)) for one in fresh),
        same={"incident": incident.pk, "source": source, "file": file[-500:], "arrived_in": changes.change_set.pk, "arrived_at": now()},
    )
    changes.change_set.count += len(told)
    if any(arrived[number].event.retold for number in told):
        tell_again(changes, {keys[number]: arrived[number].event for number in told})
    change_set = changes.write(source=source, file=file[-200:])
    suggest_for(incident, list(keys.values()))
    return change_set


_STATED = ("text", "kind", "link", "actor")
_REPEATING = ("repeats", "last_at")
_EVENT = ("id", "position", "at", *_STATED, *_REPEATING)
_UNSTATED = {name: getattr(EventFacts(text=""), name) for name in NAMES if name not in _EVENT}


def _told(event: SourceEvent) -> tuple[object, ...]:
    """Return what an event states, in the order of `_STATED`."""
    return (markdown_of_plain(event.text), event.kind.value, web_address(event.link), _short(event.actor, LONGEST_ACTOR))


_EVIDENCE = (
    *("event", "set_aside", "external_id", "at", "kind", "text", "words", "actor", "actor_email", "actor_handle"),
    *("component", "vendor_type", "link"),
)


def _evidence(one: _Arrived) -> tuple[object, ...]:
    """Return the values of what was recorded, in the order of `_EVIDENCE` after the event."""
    stated = one.event
    return (
        one.set_aside,
        one.identity,
        one.at,
        stated.kind.value,
        stated.text,
        stated.words,
        _short(stated.actor, LONGEST_ACTOR),
        stated.actor_email[:LONGEST_NAME],
        stated.actor_handle[:LONGEST_NAME],
        _short(stated.component, LONGEST_NAME),
        stated.vendor_type[:LONGEST_NAME],
        web_address(stated.link),
    )


def _short(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest] if text else ""


def tell_set_aside(incident: Incident, evidence: Sequence[int], *, by: Person | None) -> list[TimelineEvent]:
    """Put what was set aside into the timeline: noise that is none, or what was taken back and matters all the same."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        rows = list(incident.evidence.filter(pk__in=evidence, event=None).select_for_update())
        if not rows:
            return []
        shifts = dict(ClockShift.objects.filter(incident=incident).values_list("source", "seconds"))
        changes = Changes(incident, Verb.ADDED, by=by)
        told = []
        for row in rows:
            at = row.at + timedelta(seconds=shifts.get(row.source, 0)) if row.at else None
            facts = EventFacts(text=markdown_of_plain(row.text), at=at, link=row.link, actor=row.actor)
            told.append(changes.add(replace(facts, kind=row.kind or facts.kind), evidence=[row.pk]))
        changes.write()
    return told
