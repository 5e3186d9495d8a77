"""Which files an event shows, as plain values, and what becomes of them when an act is taken back."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

LONGEST_ALT = 500


class Attached(NamedTuple):
    """One file as an event states it: its number, its name, and what it shows, in words for those who do not see it."""

    number: int
    name: str
    alt: str = ""


def attached_from(kept: Sequence[Sequence[object]]) -> tuple[Attached, ...]:
    """Return files as they were kept in JSON."""
    return tuple(Attached(*one) for one in kept)  # type: ignore[arg-type]


def changed_files(
    now: Sequence[Attached], *, added: Sequence[Attached] = (), alts: Mapping[int, str] | None = None, removed: Collection[int] = ()
) -> tuple[Attached, ...]:
    """Return the files of an event after an act."""
    words = alts or {}
    kept = [one._replace(alt=words.get(one.number, one.alt)[:LONGEST_ALT]) for one in now if one.number not in removed]
    there = {one.number for one in kept}
    return (*kept, *(one for one in added if one.number not in there))


def without_the_act(before: Sequence[Attached], after: Sequence[Attached], now: Sequence[Attached]) -> tuple[Attached, ...]:
    """Return the files as they are now, but for what an act did that led from `before` to `after`: files that others added since stay."""
    was, became = {one.number: one for one in before}, {one.number: one for one in after}
    kept = [
        was[one.number] if one.number in was and became.get(one.number) == one else one
        for one in now
        if one.number in was or one.number not in became
    ]
    there = {one.number for one in now}
    for place, one in enumerate(before):
        if one.number not in became and one.number not in there:
            kept.insert(min(place, len(kept)), one)
    return tuple(kept)
