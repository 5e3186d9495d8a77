"""Timelines to look at: few events, many, and the shapes that are hard to draw. Fictional, and the same each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from secondstory.design.drawing.values import DrawnEvent, DrawnPhase, Emphasis, Lane, Timeline

ZONE = "Europe/Berlin"
WORDS = {
    Lane.SIGNALS: ("Queue of the worker grows", "Errors above 2 %", "Latency of the gateway doubles", "Disk of the second node at 91 %"),
    Lane.THINKING: ("Could it be the cache?", "The graph does not fit the provider’s story", "Only readers in the north see it"),
    Lane.DOING: (
        "Restarted one pod",
        "Read the log of the gateway",
        "Turned it off for one in ten",
        "Compared both configurations",
    ),
    Lane.TELLING: ("Update to support", "A customer asks again", "Status page: we are looking into it", "Joined by the database team"),
}
KINDS = {Lane.SIGNALS: "Signal", Lane.THINKING: "Diagnosis", Lane.DOING: "Action", Lane.TELLING: "Communication"}
SOURCES = ("Chat", "Alertmanager", "GitHub", "Status page", "", "Grafana", "Jenkins", "Mail", "Jira", "Zabbix", "Sentry")


def small_timelines(*, key: str) -> list[Timeline]:
    """An afternoon, a few days with a long silence, and one single moment."""
    return [afternoon(key=f"{key}-afternoon"), several_days(key=f"{key}-days"), one_moment(key=f"{key}-moment")]


def all_timelines() -> list[tuple[str, Timeline]]:
    """Every sample with the way its lanes are chosen."""
    return [
        ("kind", afternoon(key="afternoon")),
        ("kind", made_up(40, hours=5, key="forty")),
        ("source", made_up(40, hours=5, key="forty-sources")),
        ("kind", made_up(2000, hours=30, key="two-thousand")),
        ("source", made_up(2000, hours=30, key="two-thousand-sources")),
        ("kind", several_days(key="days")),
        ("kind", unsure(key="unsure")),
        ("kind", same_second(key="same-second")),
        ("kind", one_moment(key="moment")),
        ("kind", Timeline(key="none", title="No event", events=())),
        ("kind", Timeline(key="no-times", title="No times", events=(DrawnEvent(None, Lane.DOING, "Somebody rang", stated="10 November"),))),
    ]


def made_up(count: int, *, hours: int, key: str, seed: int = 5) -> Timeline:
    """So many events in a night, thick where it burned."""
    random = Random(seed)  # noqa: S311 - a repeatable draw, no secret
    start = _at(19, 40)
    span = hours * 3600
    events = []
    for number in range(count):
        share = random.betavariate(2, 5) if random.random() < 0.7 else random.random()
        lane = random.choices(list(Lane), weights=(5, 2, 4, 3))[0]
        is_marked = number % max(7, count // 40) == 0
        is_hypothesis = lane is Lane.THINKING and random.random() < max(0.01, 8 / count)
        at = start + timedelta(seconds=int(share * span))
        events.append(
            DrawnEvent(
                at,
                lane,
                random.choice(WORDS[lane]),
                random.choice([Emphasis.ALARM, Emphasis.DECISION, Emphasis.MILESTONE]) if is_marked else Emphasis.PLAIN,
                until=at + timedelta(seconds=span * random.uniform(0.03, 0.12)) if is_hypothesis else None,
                is_ruled_out=is_hypothesis and random.random() < 0.7,
                key=f"{key}-{number}",
                kind=KINDS[lane],
                source=random.choices(SOURCES, weights=(20, 9, 5, 3, 3, 2, 2, 1, 1, 1, 1))[0],
                is_starred=is_marked or random.random() < 12 / count,
                is_learnt_later=random.random() < 2 / count,
                repeats=random.randrange(2, 30) if lane is Lane.SIGNALS and random.random() < 4 / count else 1,
            )
        )
    cuts = [timedelta(seconds=span * share) for share in (0.05, 0.12, 0.42, 0.6, 0.8)]
    names = ("Unseen", "Finding out", "Mending", "Watching")
    return Timeline(
        key=key,
        title=f"A night with {count:,} events",
        events=tuple(events),
        phases=tuple(DrawnPhase(start + cuts[place], start + cuts[place + 1], name) for place, name in enumerate(names)),
        zone=ZONE,
    )


def afternoon(*, key: str) -> Timeline:
    events = (
        DrawnEvent(_at(13, 52), Lane.DOING, "Pool 20 to 40"),
        DrawnEvent(_at(14, 2), Lane.SIGNALS, "Pods 6 to 14", is_learnt_later=True),
        DrawnEvent(_at(14, 4), Lane.SIGNALS, "First failed", Emphasis.START, is_about=True),
        DrawnEvent(_at(14, 6), Lane.TELLING, "First customer chat"),
        DrawnEvent(_at(14, 9), Lane.SIGNALS, "Page: checkout errors", Emphasis.ALARM, repeats=14, last_at=_at(14, 41)),
        DrawnEvent(_at(14, 12), Lane.DOING, "Acknowledged"),
        DrawnEvent(_at(14, 13), Lane.THINKING, "Payment provider is failing", until=_at(14, 29), is_ruled_out=True),
        DrawnEvent(_at(14, 20), Lane.THINKING, "Sale traffic is too high", until=_at(14, 33), is_ruled_out=True),
        DrawnEvent(_at(14, 20), Lane.TELLING, "Status page", latest=_at(14, 28)),
        DrawnEvent(_at(14, 31), Lane.THINKING, "Pools ask for 560 of 400 connections", until=_at(14, 34)),
        DrawnEvent(_at(14, 34), Lane.SIGNALS, "Connections 400/400"),
        DrawnEvent(_at(14, 36), Lane.DOING, "Decided: pods to 8, pool to 20", Emphasis.DECISION),
        DrawnEvent(_at(14, 41), Lane.TELLING, "2nd sale mail held"),
        DrawnEvent(_at(14, 45), Lane.DOING, "Mitigated", Emphasis.MILESTONE),
        DrawnEvent(_at(14, 51), Lane.TELLING, "All clear", Emphasis.ALL_CLEAR),
    )
    phases = (
        DrawnPhase(_at(14, 4), _at(14, 9), "Unseen"),
        DrawnPhase(_at(14, 9), _at(14, 34), "Finding out"),
        DrawnPhase(_at(14, 34), _at(14, 45), "Mending"),
        DrawnPhase(_at(14, 45), _at(14, 51), "Watching"),
    )
    return Timeline(key=key, title="Timeline of INC-61", events=events, phases=phases, zone=ZONE)


def several_days(*, key: str) -> Timeline:
    yesterday = timedelta(days=1)
    events = (
        DrawnEvent(_at(9, 30) - timedelta(days=12), Lane.DOING, "The price list is copied by hand", is_learnt_later=True),
        DrawnEvent(_at(22, 10) - yesterday, Lane.DOING, "Campaign switched on"),
        DrawnEvent(_at(22, 40) - yesterday, Lane.SIGNALS, "First booking at the old price", Emphasis.START),
        DrawnEvent(_at(8, 5), Lane.TELLING, "A customer asks which price is right"),
        DrawnEvent(_at(8, 40), Lane.SIGNALS, "Support raises it", Emphasis.ALARM),
        DrawnEvent(_at(9, 15), Lane.DOING, "Campaign switched off", Emphasis.MILESTONE),
        DrawnEvent(_at(16, 0), Lane.TELLING, "1,140 customers written to", Emphasis.ALL_CLEAR),
    )
    phases = (
        DrawnPhase(_at(22, 40) - yesterday, _at(8, 40), "Unseen"),
        DrawnPhase(_at(8, 40), _at(9, 15), "Mending"),
        DrawnPhase(_at(9, 15), _at(16, 0), "Making good"),
    )
    return Timeline(key=key, title="Timeline of INC-48, over several days", events=events, phases=phases, zone=ZONE)


def unsure(*, key: str) -> Timeline:
    """Told from memory: no time is exact, and one event has none."""
    events = (
        DrawnEvent(_at(9, 0), Lane.SIGNALS, "The lights of the rack went orange", Emphasis.START, is_about=True),
        DrawnEvent(_at(9, 10), Lane.TELLING, "Somebody rang the desk", latest=_at(9, 30)),
        DrawnEvent(_at(9, 15), Lane.THINKING, "Perhaps the cooling", is_about=True),
        DrawnEvent(_at(9, 20), Lane.DOING, "Fans set to full", latest=_at(9, 50)),
        DrawnEvent(_at(10, 0), Lane.DOING, "Second rack switched off", Emphasis.MILESTONE, is_about=True, is_learnt_later=True),
        DrawnEvent(_at(10, 10), Lane.TELLING, "All told that it is over", Emphasis.ALL_CLEAR, latest=_at(10, 40)),
        DrawnEvent(None, Lane.SIGNALS, "The alarm mail", stated="10 November"),
    )
    return Timeline(key=key, title="No time is exact", events=events, zone=ZONE)


def same_second(*, key: str) -> Timeline:
    events = tuple(
        DrawnEvent(_at(14, 4), lane, f"{WORDS[lane][number % len(WORDS[lane])]} {number + 1}", key=f"{key}-{lane}-{number}")
        for lane in Lane
        for number in range(10)
    )
    return Timeline(key=key, title="Forty events in one second", events=events, zone=ZONE)


def one_moment(*, key: str) -> Timeline:
    events = (DrawnEvent(_at(14, 4), Lane.SIGNALS, "The power went and came back", Emphasis.START),)
    return Timeline(key=key, title="A single moment", events=events, zone=ZONE)


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 10, hour - 1, minute, tzinfo=UTC)
