"""Which part of the inbox is likely to belong to an incident, and what becomes of each item of it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from secondstory.timeline.rules.signatures import component_words

AROUND_MILESTONES = timedelta(minutes=15)


class Offer(StrEnum):
    """What becomes of an item of the inbox."""

    TOLD = "told"
    ELSEWHERE = "elsewhere"
    KNOWN = "known"
    NOISE = "noise"
    TAKEN_BACK = "taken_back"


OFFER_WORDS = {
    Offer.TOLD: "Would be added",
    Offer.ELSEWHERE: "In another timeline",
    Offer.KNOWN: "Known already",
    Offer.NOISE: "Noise",
    Offer.TAKEN_BACK: "Taken back in its source",
}
TAKEABLE = (Offer.TOLD, Offer.ELSEWHERE)


def assembly_window(
    moments: Collection[datetime], *, day: date | None, zone: tzinfo, is_going_on: bool
) -> tuple[datetime | None, datetime | None]:
    """Return from when to when to look: a quarter of an hour around the milestones, else the day, which is one in `zone`.

    While an incident goes on the end is open. Where nothing is known, neither side is.
    """
    if moments:
        return min(moments) - AROUND_MILESTONES, None if is_going_on else max(moments) + AROUND_MILESTONES
    if day is None:
        return None, None
    start = datetime.combine(day, time.min, tzinfo=zone)
    return start, None if is_going_on else datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


def components_meant(named: Iterable[str], offered: Iterable[str]) -> list[str]:
    """Return those of the offered names, as systems state them, that a component of the product is: all words of its name are in them."""
    wanted = [words for name in named if (words := component_words(name))]
    return [one for one in offered if any(words <= component_words(one) for words in wanted)]
