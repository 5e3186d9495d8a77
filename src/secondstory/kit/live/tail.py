"""Reading a growing table from its end, when rows may become visible out of order. Pure."""

from collections.abc import Iterable

REMEMBERED_FOR = 300.0  # seconds
MOST_REMEMBERED = 500


class Tail:
    """Up to where rows were read. A transaction may take an id, and commit after one that took a later id: such ids are asked for again."""

    def __init__(self, last: int) -> None:
        self.last = last
        self._skipped: dict[int, float] = {}

    @property
    def skipped(self) -> list[int]:
        """Ids below `last` that have not been seen: still to be committed, or never, where a transaction was undone."""
        return list(self._skipped)

    def read(self, ids: Iterable[int], *, at: float) -> None:
        """Take note of rows read at this moment, a number of seconds."""
        for one in sorted(ids):
            if one > self.last:
                first = max(self.last + 1, one - MOST_REMEMBERED)
                self._skipped |= dict.fromkeys(range(first, one), at)
                self.last = one
            else:
                self._skipped.pop(one, None)
        self._forget(at)

    def _forget(self, at: float) -> None:
        for one in [one for one, since in self._skipped.items() if at - since > REMEMBERED_FOR]:
            del self._skipped[one]
        for one in list(self._skipped)[:-MOST_REMEMBERED]:
            del self._skipped[one]
