"""What a timeline leaves open, as questions: silences, and what does not fit together. They ask what happened, never who."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from secondstory.design.wording import duration_words
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES, Milestones, out_of_order
from secondstory.timeline.rules.vocabulary import EventKind

SHORTEST_SILENCE = timedelta(minutes=10)
MOST_SILENCES = 5
MOST_CONTRADICTIONS = 8
_SHARE_OF_THE_WHOLE = 20
_TIMES_THE_RHYTHM = 2.5
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of a timeline, as far as questions need it. `last_at` is when it ended or was recorded last."""

    id: Hashable
    at: datetime | None
    kind: str = EventKind.OTHER
    text: str = ""
    last_at: datetime | None = None
    is_hidden: bool = False
    is_learnt_later: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask of those who were there. `about` holds the ids of the entries and the names of the milestones concerned."""

    words: str
    start: datetime
    end: datetime
    about: tuple[Hashable, ...]
    name: str
    """What kind of question it is and of what, the same as long as the same is asked: for remembering that it was answered."""


def open_questions(milestones: Milestones, entries: Iterable[Entry], *, zone: tzinfo) -> list[Question]:
    """Return what to ask about a timeline, in the order of time. Times in the words are in `zone`."""
    told = [one for one in entries if one.at and not one.is_hidden]
    asked = [*silences(milestones, told, zone=zone), *contradictions(milestones, told, zone=zone)]
    return sorted(asked, key=lambda one: (one.start, one.end, one.name))


def silences(milestones: Milestones, entries: Iterable[Entry], *, zone: tzinfo) -> list[Question]:
    """Return the longest times without an entry between the start of impact and the all-clear, at most `MOST_SILENCES`.

    A silence is one of ten minutes or more that takes at least a twentieth of the whole and is clearly longer than the usual rhythm: two
    and a half times the middle one of the other steps. Where no start of impact is stated, the first other milestone or entry is the start;
    where no all-clear is, the last entry is the end. Milestones count as entries; what was learnt later and what is hidden does not.
    """
    spans: list[tuple[datetime, datetime, Hashable]] = sorted(
        [
            (one.at, max(one.at, one.last_at or one.at), one.id)
            for one in entries
            if one.at and not one.is_hidden and not one.is_learnt_later
        ]
        + [(at, at, name) for name in MILESTONES if (at := getattr(milestones, name))],
        key=lambda span: span[:2],
    )
    if not spans:
        return []
    start = milestones.impact_started or min(span[0] for span in spans)
    end = milestones.resolved if milestones.resolved and milestones.resolved > start else max(span[1] for span in spans)
    gaps, steps = _gaps([span for span in spans if span[1] >= start and span[0] <= end])
    found = [(before, after, about) for before, after, about in gaps if after - before >= _shortest(after - before, steps, end - start)]
    longest = sorted(found, key=lambda gap: (gap[0] - gap[1], gap[0]))[:MOST_SILENCES]
    return [_silence(before, after, about, zone) for before, after, about in sorted(longest, key=lambda gap: gap[:2])]


_Gap = tuple[datetime, datetime, tuple[Hashable, ...]]


def _gaps(spans: Sequence[tuple[datetime, datetime, Hashable]]) -> tuple[list[_Gap], list[timedelta]]:
    """Return the times in which nothing is told, with what is told before and after, and the lengths of all steps, sorted."""
    gaps: list[_Gap] = []
    if not spans:
        return [], []
    _, told_until, last = spans[0]
    for begin, end, about in spans[1:]:
        if begin > told_until:
            gaps.append((told_until, begin, (last, about)))
        if end >= told_until:
            told_until, last = end, about
    return gaps, sorted(after - before for before, after, _ in gaps)


def _shortest(gap: timedelta, steps: Sequence[timedelta], whole: timedelta) -> timedelta:
    """Return how long a silence must be to be asked about: the usual rhythm is the middle one of the steps other than this one."""
    place, others = bisect_left(steps, gap), len(steps) - 1
    if others < 1:
        return max(SHORTEST_SILENCE, whole / _SHARE_OF_THE_WHOLE)
    middle = (others - 1) // 2
    usual = steps[middle if middle < place else middle + 1]
    return max(SHORTEST_SILENCE, whole / _SHARE_OF_THE_WHOLE, usual * _TIMES_THE_RHYTHM)


def _silence(before: datetime, after: datetime, about: tuple[Hashable, ...], zone: tzinfo) -> Question:
    start, end = _clock(before, zone, beside=after), _clock(after, zone, beside=before)
    words = f"{_long_duration(after - before)} with no entry between {start} and {end}: what was happening?"
    return Question(words, before, after, about, f"silence:{before.isoformat()}/{after.isoformat()}")


def contradictions(milestones: Milestones, entries: Iterable[Entry], *, zone: tzinfo) -> list[Question]:
    """Return what does not fit together among milestones, and between them and what the entries say; at most `MOST_CONTRADICTIONS`."""
    timed = sorted((one.at, number, one) for number, one in enumerate(entries) if one.at and not one.is_hidden)
    told = [one for _, _, one in timed]
    asked = [
        *_milestones_out_of_order(milestones, zone),
        *_told_before_impact(milestones, told, zone),
        *_told_after_all_clear(milestones, told, zone),
        *_starts_that_differ(milestones, told, zone),
        *_ruled_out_and_never_opened(told, zone),
    ]
    return asked[:MOST_CONTRADICTIONS]


_PAIRS: dict[tuple[str, str], str] = {
    ("impact_started", "first_signal"): "what did that signal tell of, or did impact begin earlier?",
    ("impact_started", "detected"): "did something warn ahead of it, or did impact begin earlier?",
    ("impact_started", "mitigated"): "did impact begin earlier, or did it come back?",
    ("impact_started", "resolved"): "did impact begin earlier, or is one of the times from another day?",
    ("first_signal", "detected"): "what gave it away before that signal?",
    ("detected", "acknowledged"): "what made it possible to answer before it was detected?",
    ("detected", "resolved"): "did it end before anything showed it, or is one of the times off?",
    ("mitigated", "resolved"): "was the all-clear given while impact went on, or is one of the times off?",
}
"""Pairs of milestones, the one that should come first named first, and what to ask where it does not."""


def _milestones_out_of_order(milestones: Milestones, zone: tzinfo) -> list[Question]:
    asked = []
    others = {pair: "is one of the times off?" for pair in out_of_order(milestones) if pair not in _PAIRS}
    for (first, second), ask in (_PAIRS | others).items():
        one, other = getattr(milestones, first), getattr(milestones, second)
        if one and other and other < one:
            words = (
                f"{MILESTONE_WORDS[second]} is stated as {_clock(other, zone, beside=one)}, before {_in_a_sentence(first)} at "
                f"{_clock(one, zone, beside=other)}: {ask}"
            )
            asked.append(Question(words, other, one, (first, second), f"order:{first}/{second}"))
    return asked


def _told_before_impact(milestones: Milestones, told: Sequence[Entry], zone: tzinfo) -> list[Question]:
    start = milestones.impact_started
    if start is None:
        return []
    ends = (EventKind.RESOLUTION, EventKind.MITIGATION)
    asked = _first_of_each(told, ends, lambda one: one.at is not None and one.at < start)
    return [
        _between(
            one,
            start,
            zone,
            f"{_quoted(one)} is told at {{entry}}, before impact started at {{other}}: does it belong to something earlier, or did impact "
            "begin before?",
            ("impact_started", one.id),
        )
        for one in asked
    ]


def _told_after_all_clear(milestones: Milestones, told: Sequence[Entry], zone: tzinfo) -> list[Question]:
    end = milestones.resolved
    if end is None:
        return []
    later = (EventKind.PAGE, EventKind.CUSTOMER_REPORT, EventKind.IMPACT_START, EventKind.MITIGATION)
    asked = _first_of_each(told, later, lambda one: one.at is not None and one.at > end and not one.is_learnt_later)
    return [
        _between(
            one,
            end,
            zone,
            f"{_quoted(one)} came at {{entry}}, after the all-clear at {{other}}: was it about this incident, and was everything well "
            "again?",
            ("resolved", one.id),
        )
        for one in asked
    ]


def _starts_that_differ(milestones: Milestones, told: Sequence[Entry], zone: tzinfo) -> list[Question]:
    start = milestones.impact_started
    first = next((one for one in told if one.kind == EventKind.IMPACT_START), None)
    if start is None or first is None or first.at is None or first.at >= start:
        return []
    words = f"{_quoted(first)} tells of impact at {{entry}}, and the start of impact is stated as {{other}}: which of the two was it?"
    return [_between(first, start, zone, words, ("impact_started", first.id))]


def _ruled_out_and_never_opened(told: Sequence[Entry], zone: tzinfo) -> list[Question]:
    asked, opened = [], 0
    for one in told:
        if one.kind == EventKind.HYPOTHESIS_OPENED:
            opened += 1
        elif one.kind == EventKind.HYPOTHESIS_RULED_OUT and opened:
            opened -= 1
        elif one.kind == EventKind.HYPOTHESIS_RULED_OUT and one.at:
            words = f"{_quoted(one)} rules something out at {_clock(one.at, zone)}: when did the idea come up, and what spoke for it?"
            asked.append(Question(words, one.at, one.at, (one.id,), f"never opened:{one.id}"))
    return asked[:1]


def _first_of_each(told: Sequence[Entry], kinds: Sequence[EventKind], fits: Callable[[Entry], bool]) -> list[Entry]:
    found = (next((one for one in told if one.kind == kind and fits(one)), None) for kind in kinds)
    return [one for one in found if one]


def _between(one: Entry, other: datetime, zone: tzinfo, words: str, about: tuple[Hashable, ...]) -> Question:
    at = one.at or other
    filled = words.replace("{entry}", _clock(at, zone, beside=other)).replace("{other}", _clock(other, zone, beside=at))
    return Question(filled, min(at, other), max(at, other), about, f"{one.kind}:{about[0]}/{one.id}")


def _in_a_sentence(milestone: str) -> str:
    words = MILESTONE_WORDS[milestone]
    return words[:1].lower() + words[1:]


def _quoted(one: Entry) -> str:
    words = " ".join(one.text.split()).replace("{", "(").replace("}", ")")
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    return f"“{words}”" if words else "An entry"


def _clock(moment: datetime, zone: tzinfo, *, beside: datetime | None = None) -> str:
    """Return 14:02; with the day where the two times told together are of two days, with seconds where they are of one minute."""
    local = moment.astimezone(zone)
    other = beside.astimezone(zone) if beside else local
    clock = f"{local:%H:%M:%S}" if other != local and abs(other - local) < timedelta(minutes=1) else f"{local:%H:%M}"
    return clock if local.date() == other.date() else f"{local.day} {local:%b}, {clock}"


def _long_duration(span: timedelta) -> str:
    """Return 26 minutes, or 1 h 52 min from an hour on."""
    minutes = span.total_seconds() / 60
    return f"{int(minutes)} minutes" if minutes < 60 else duration_words(minutes)
