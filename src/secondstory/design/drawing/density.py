"""A lane of very many events: steps that show how many fell where, and marks only for those that matter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import sqrt

from secondstory.design.drawing.axis import Axis
from secondstory.design.drawing.marks import NOT_SPECIAL, Member, rank_of

STEP = 5.0
HIGHEST = 24.0
LOWEST = 2.0
MOST_MARKS = 28


def worth_words(members: Sequence[Member]) -> list[Member]:
    """Those that matter, at most so many as a lane can name; of equal ones too many, some spread evenly over the time."""
    ranks: dict[int, list[Member]] = {}
    for member in members:
        rank = rank_of(member.event)
        if rank < NOT_SPECIAL:
            ranks.setdefault(rank, []).append(member)
    chosen: list[Member] = []
    for rank in sorted(ranks):
        room = MOST_MARKS - len(chosen)
        if room <= 0:
            break
        of_rank = ranks[rank]
        chosen += of_rank if len(of_rank) <= room else [of_rank[number * len(of_rank) // room] for number in range(room)]
    return sorted(chosen, key=lambda member: member.place)


def edges_of(axis: Axis, *, left: float, right: float) -> list[datetime]:
    """The moments at which one step ends and the next begins."""
    return [axis.moment(left + STEP * number) for number in range(1, int((right - left) / STEP) + 1)]


def counts_of(members: Sequence[Member], *, edges: Sequence[datetime]) -> list[int]:
    """How many fall into each step; ``members`` are in the order of time."""
    moments = [member.at for member in members]
    places = [0, *(bisect_left(moments, edge) for edge in edges), len(moments)]
    return [later - earlier for earlier, later in pairwise(places)]


def steps_path(counts: Sequence[int], *, left: float, base: float, most: int) -> str:
    """The steps as one path. The height follows the root of the number, so that one burst does not flatten all else."""
    parts: list[str] = []
    before = 0.0
    for number, count in enumerate([*counts, 0]):
        height = round(max(LOWEST, HIGHEST * sqrt(count / most)), 1) if count else 0.0
        if height != before:
            x = left + number * STEP
            if not before:
                parts.append(f"M{x:g} {base:g}v{-height:g}")
            elif not height:
                parts.append(f"H{x:g}V{base:g}z")
            else:
                parts.append(f"H{x:g}V{base - height:g}")
        before = height
    return "".join(parts)
