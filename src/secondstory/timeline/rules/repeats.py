"""Which records are the same alert again, and which tell the same alert from another system."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from secondstory.timeline.rules.signatures import AlertState, component_words, ids_in, names_in, state_of, words_of

SHORT_ALL_CLEAR = timedelta(minutes=10)
"""An alert that was over for longer than this and fires again is a new one, not a repeat."""
LONGEST_QUIET = timedelta(hours=6)
"""An alert that nobody said was over, but that was not heard of for longer than this, is a new one too."""
SAME_MOMENT = timedelta(minutes=3)
"""Two systems tell the same alert only where they begin to within this."""
_FEWEST_WORDS = 2
_FEWEST_WORDS_WITHOUT_COMPONENT = 3
_MOST_OF_A_WORD, _MOST_LOOKED_AT = 12, 24
"""So many of the newest alerts are looked at, those with rare words first: in a flood some pairs stay apart, and time stays short."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a system recorded, as far as grouping needs it.

    `id` is whatever the caller calls it by. Of known groups give one value for each source that tells them, all with the id of the
    group; `last_at` and `times` say how far it has been collapsed already.
    """

    id: Hashable
    source: str
    at: datetime | None
    text: str
    kind: str = "other"
    external_id: str = ""
    component: str = ""
    link: str = ""
    vendor_type: str = ""
    last_at: datetime | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """A record that goes into a group, and why, as the end of “Joined, because …”."""

    id: Hashable
    because: str
    is_other_source: bool


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """One event made of several records: `id` is that of the known group, else of the record that came first.

    `times` is how often the alert was told by the system that told it most: told once by each of two systems is ×1, and so is
    what was recorded twice of one moment.
    """

    id: Hashable
    joined: tuple[Joined, ...]
    times: int
    first_at: datetime
    last_at: datetime
    sources: tuple[str, ...]
    is_known: bool


def same_alerts(fresh: Iterable[Recorded], *, known: Iterable[Recorded] = (), all_clear: timedelta = SHORT_ALL_CLEAR) -> list[AlertGroup]:
    """Return the groups that something joined, in the order of time. Records that stand alone, and all that is no alert, are in none.

    A repeat is the same state of the same alert (source, component and words without numbers) again, unless the alert was over in between
    for longer than `all_clear`. Another source tells the same alert where both begin within `SAME_MOMENT` and they share an id or a
    specific link, or their components agree and all words of the one are in the other. Where two groups fit equally well, none is taken.
    Known groups are never merged with one another. Time: n log n.
    """
    marked = [
        (one.at, is_fresh, number, one) for is_fresh, ones in ((False, known), (True, fresh)) for number, one in enumerate(ones) if one.at
    ]
    marked.sort(key=lambda entry: entry[:3])
    grouping = _Grouping(all_clear)
    for at, is_fresh, _, one in marked:
        grouping.take(one, at, is_fresh=is_fresh)
    return grouping.groups()


@dataclass(slots=True)
class _Open:
    """A group in the making."""

    first: Recorded
    state: AlertState
    words: frozenset[str]
    names: frozenset[str]
    ids: frozenset[str]
    first_at: datetime
    last_at: datetime
    known_id: Hashable | None = None
    members: dict[Hashable, Joined] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    merged_into: "_Open | None" = None

    def root(self) -> "_Open":
        group = self
        while group.merged_into is not None:
            group = group.merged_into
        return group


_Key = tuple[str, str, frozenset[str]]


class _Grouping:
    def __init__(self, all_clear: timedelta) -> None:
        self._all_clear = all_clear
        self._opened: list[_Open] = []
        self._sources: set[str] = set()
        self._known: dict[Hashable, _Open] = {}
        self._by_key: dict[tuple[_Key, AlertState], _Open] = {}
        self._by_word: dict[tuple[AlertState, str], list[_Open]] = {}

    def take(self, one: Recorded, at: datetime, *, is_fresh: bool) -> None:
        state = state_of(one.kind, one.text, one.vendor_type)
        if state is None:
            return
        words = words_of(one.text)
        key = (one.source, one.component, words)
        group = self._repeated(key, state, at)
        if not is_fresh:
            self._take_known(one, at, key, state, group)
        elif group:
            self._join(group, one, at, "it is the same alert again: same source, component and words, once numbers are taken off")
        else:
            group, because = self._told_elsewhere(one, at, words, state)
            if group:
                self._join(group, one, at, because)
            else:
                group = self._open(one, at, words, state)
        if is_fresh and group:
            self._by_key[key, state] = group

    def _take_known(self, one: Recorded, at: datetime, key: _Key, state: AlertState, open_one: _Open | None) -> None:
        group = self._known.get(one.id)
        if group is None:
            group = self._open(one, at, key[2], state)
            group.known_id = one.id
            self._known[one.id] = group
        group.times[one.source] = max(group.times.get(one.source, 0), one.times)
        group.last_at = max(group.last_at, one.last_at or at)
        self._by_key[key, group.state] = group
        if open_one and open_one is not group and open_one.known_id is None:  # what was recorded earlier came to light later
            open_one.merged_into = group
            for source, times in open_one.times.items():
                group.times[source] = group.times.get(source, 0) + times
            group.members[open_one.first.id] = Joined(open_one.first.id, "it is the same alert, earlier", is_other_source=False)
            group.members.update(open_one.members)
            group.first_at = min(group.first_at, open_one.first_at)

    def _repeated(self, key: _Key, state: AlertState, at: datetime) -> _Open | None:
        """Return the group that the same source has opened for this, while it still counts."""
        group = self._by_key.get((key, state))
        if group is None or not key[2]:
            return None
        group = group.root()
        if at - group.last_at > LONGEST_QUIET:
            return None
        if state is AlertState.FIRING:
            over = self._by_key.get((key, AlertState.RESOLVED))
            over = over.root() if over else None
            return None if over and over.first_at >= group.first_at and self._was_long_over(group, over, at) else group
        fired = self._by_key.get((key, AlertState.FIRING))
        return None if fired and group.last_at < fired.root().last_at else group

    def _was_long_over(self, group: _Open, over: _Open, at: datetime) -> bool:
        return group.last_at <= over.first_at and at - over.first_at > self._all_clear

    def _told_elsewhere(self, one: Recorded, at: datetime, words: frozenset[str], state: AlertState) -> tuple[_Open | None, str]:
        """Return the group that another source began within a moment of this, with the reason, where exactly one fits best."""
        if self._sources <= {one.source}:
            return None, ""
        ids, names = _ids_of(one), names_in(words)
        candidates: dict[int, _Open] = {}
        buckets = ((len(told), word, told) for word in (*words, *ids) if (told := self._by_word.get((state, word))))
        for _, _, told in sorted(buckets, key=lambda bucket: bucket[:2]):
            for other in reversed(told[-_MOST_OF_A_WORD:]):
                if at - other.first_at > SAME_MOMENT:
                    break
                candidates[id(other)] = other
            if len(candidates) >= _MOST_LOOKED_AT:
                break
        best: tuple[int, _Open, str] | None = None
        is_tied = False
        for other in candidates.values():
            if one.source == other.first.source or one.source in (group := other.root()).times:
                continue  # one system tells two alerts apart
            if names - other.words and other.names - words:
                continue  # one speaks of db-1, the other of db-2
            score, because = _likeness(one, words, ids, other)
            if score and (best is None or score > best[0]):
                best, is_tied = (score, group, because), False
            elif score and best and score == best[0] and group is not best[1]:
                is_tied = True
        return (best[1], f"{best[2]}, {_apart(at - best[1].first_at)}") if best and not is_tied else (None, "")

    def _open(self, one: Recorded, at: datetime, words: frozenset[str], state: AlertState) -> _Open:
        group = _Open(one, state, words, names_in(words), _ids_of(one), at, one.last_at or at, times={one.source: one.times})
        self._opened.append(group)
        self._sources.add(one.source)
        for word in (*words, *group.ids):
            self._by_word.setdefault((state, word), []).append(group)
        return group

    def _join(self, group: _Open, one: Recorded, at: datetime, because: str) -> None:
        is_other = one.source != group.first.source
        if at == group.last_at and one.source in group.times:
            because = "it is the same record of the same moment"
        else:
            group.times[one.source] = group.times.get(one.source, 0) + one.times
        group.members[one.id] = Joined(one.id, because, is_other_source=is_other)
        group.last_at = max(group.last_at, one.last_at or at)

    def groups(self) -> list[AlertGroup]:
        return [
            AlertGroup(
                id=group.first.id if group.known_id is None else group.known_id,
                joined=tuple(group.members.values()),
                times=max(group.times.values()),
                first_at=group.first_at,
                last_at=group.last_at,
                sources=tuple(group.times),
                is_known=group.known_id is not None,
            )
            for group in self._opened
            if group.members and group.merged_into is None
        ]


def _ids_of(one: Recorded) -> frozenset[str]:
    """Return what identifies an alert in its system and is likely to be told by another one."""
    return ids_in(one.external_id) | ids_in(one.link) | ids_in(one.text)


def _likeness(one: Recorded, words: frozenset[str], ids: frozenset[str], group: _Open) -> tuple[int, str]:
    """Say how well a record of one system tells the alert of another, zero for not at all, and why."""
    first, shared = group.first, words & group.words
    if len(shared) * 2 < min(len(words), len(group.words)) or not shared:
        return 0, ""
    if not ids.isdisjoint(group.ids):
        return 1000 + len(shared), f"{one.source} and {first.source} name the same id"
    if one.link and one.link == first.link:
        return 500 + len(shared), f"{one.source} and {first.source} link to the same page"
    fewer = min(words, group.words, key=len)
    if shared != fewer or not _agree(one, first, words, group.words):
        return 0, ""
    is_stated = bool(one.component and first.component)
    if len(fewer) < (_FEWEST_WORDS if is_stated else _FEWEST_WORDS_WITHOUT_COMPONENT):
        return 0, ""
    return len(shared), f"{one.source} and {first.source} tell it in the same words" + (" of the same component" if is_stated else "")


def _agree(one: Recorded, other: Recorded, words: frozenset[str], other_words: frozenset[str]) -> bool:
    """Say whether two records can be of one component: the name of one is part of the other's, is told in its words, or is not stated."""
    mine, theirs = component_words(one.component), component_words(other.component)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return True
    return bool(one.component.lower() in other_words or other.component.lower() in words)


def _apart(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    if seconds < 1:
        return "in the same second"
    return f"{seconds} s apart" if seconds < 120 else f"{seconds // 60} minutes apart"
