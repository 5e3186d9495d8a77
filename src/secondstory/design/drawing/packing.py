"""Labels beside marks without one covering another: a lane is a few rows, each a set of taken intervals."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wanted:
    """A mark from ``x1`` to ``x2`` that would like a label ``width`` wide beside it. Lower ``rank`` is served first."""

    x1: float
    x2: float
    width: float
    rank: int = 0


@dataclass(frozen=True)
class Placed:
    row: int
    side: str
    """``right`` or ``left``; ``none`` where only the mark had room, ``over`` where not even that."""


@dataclass
class _Row:
    taken: list[tuple[float, float]] = field(default_factory=list)

    def is_free(self, start: float, end: float) -> bool:
        return all(end <= left or start >= right for left, right in self.taken)


def pack(wanted: list[Wanted], *, left: float, right: float, most_rows: int, gap: float = 9, air: float = 6) -> tuple[list[Placed], int]:
    """Place every mark, in the order of rank and then of time; give the rows used.

    A label goes to the right of its mark in the first row with room, else to the left there, else a row further down.
    With all rows full the mark stands alone, and at worst over other lonely marks in one row more.
    """
    rows = [_Row() for _ in range(most_rows)]
    placed: dict[int, Placed] = {}
    for index in sorted(range(len(wanted)), key=lambda index: (wanted[index].rank, wanted[index].x1, index)):
        placed[index] = _place(wanted[index], rows=rows, left=left, right=right, gap=gap, air=air)
    used = 1 + max((spot.row for spot in placed.values()), default=0)
    return [placed[index] for index in range(len(wanted))], used


def _place(mark: Wanted, *, rows: list[_Row], left: float, right: float, gap: float, air: float) -> Placed:
    after = (mark.x1 - air, mark.x2 + gap + mark.width + air)
    before = (mark.x1 - gap - mark.width - air, mark.x2 + air)
    for number, row in enumerate(rows):
        if after[1] - air <= right and row.is_free(*after):
            row.taken.append(after)
            return Placed(number, "right")
        if before[0] + air >= left and row.is_free(*before):
            row.taken.append(before)
            return Placed(number, "left")
    alone = (mark.x1 - 1, mark.x2 + 1)
    for number, row in enumerate(rows):
        if row.is_free(*alone):
            row.taken.append(alone)
            return Placed(number, "none")
    return Placed(len(rows), "over")
