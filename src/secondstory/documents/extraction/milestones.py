"""When the incident started, was noticed and was over: labelled fields, else the sentence that says so, else the timeline's wording."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.facts import FrontMatter, Labelled, first_labelled
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.stamps import Stamp, is_possible, leading_stamp, stamps_in
from secondstory.documents.extraction.wording import Wording, wording
from secondstory.documents.values import Moment, TimelineEntry

_NAMES = ("started", "detected", "resolved")
_BEGAN_AND_ENDED = re.compile(
    r"\b(?:began|started) (?:at|on) (?P<start>[^.;|]{4,60}?) and (?:ended|was resolved|finished) (?:at|on) (?P<end>[^.;|]{4,60})",
    re.IGNORECASE,
)
_SPAN_FIELDS = {
    "detected": frozenset({"time to detect", "time to detection", "detection time", "ttd", "detection delay"}),
    "resolved": frozenset(
        {
            "time to recover",
            "time to recovery",
            "time to resolve",
            "time to resolution",
            "time to restore",
            "time to mitigate",
            "time to repair",
            "ttr",
        }
    ),
}
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)\s?(d(?:ays?)?|h(?:(?:ou)?rs?)?|m(?:in(?:ute)?s?)?)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z*_\[])")

_STARTS_SURELY = wording("milestones", "starts_surely")
_STARTS = wording("milestones", "starts")
_DETECTS = wording("milestones", "detects")
_OVER = wording("milestones", "over")
_PERHAPS_OVER = wording("milestones", "perhaps_over")
_NOT_YET = wording("milestones", "not_yet")
_NOTICE_TOLD = wording("milestones", "notice_told")
_FIXED = wording("milestones", "fixed")
_FIRST_NOTICE = wording("milestones", "first_notice")
_END_TOLD = wording("milestones", "end_told")
_START_TOLD = wording("milestones", "start_told")
_CLOCK = re.compile(r"[0-9](?:[:.h][0-9]{2}|\s?[apAP]\.?[mM]|[0-9]{3}\s?[A-Z])")
_LONGEST_TOLD = 3000  # characters of a passage in which times are looked for
_ROUNDING = timedelta(minutes=10)
_FIRST_SAID = 240  # characters of an entry in which its point is looked for


@dataclass(slots=True)
class Milestones:
    started: Moment | None = None
    detected: Moment | None = None
    resolved: Moment | None = None

    def offer(self, name: str, moment: Moment | None) -> None:
        """Keep `moment` where none is known yet and it states a time of day."""
        if moment is not None and getattr(self, name) is None and len(moment.iso) > 10:
            setattr(self, name, moment)

    def as_text(self) -> dict[str, str | None]:
        named = {"start": self.started, "detection": self.detected, "resolution": self.resolved}
        return {name: moment.iso if moment else None for name, moment in named.items()}

    @property
    def day(self) -> date | None:
        for moment in (self.started, self.detected):
            if moment:
                return date.fromisoformat(moment.iso[:10])
        return None


def labelled_milestones(front_matter: FrontMatter, fields: list[Labelled], opening: str, conventions: Conventions) -> Milestones:
    """What the front matter and labelled fields state."""
    found = Milestones()
    for name in _NAMES:
        value = front_matter.stated(name)
        if isinstance(value, date) and is_possible(value.year, value.month, value.day):
            setattr(found, name, Moment(_iso(value) if isinstance(value, datetime) else value.isoformat()))
        elif isinstance(value, str):
            found.offer(name, _moment_in(value, conventions))
        for value in first_labelled(fields, name):
            found.offer(name, _moment_in(value, conventions))
    both = _BEGAN_AND_ENDED.search(plain(opening)) if "ended" in opening or "was resolved" in opening else None
    if both:
        found.offer("started", _moment_in(both["start"], conventions))
        found.offer("resolved", _moment_in(both["end"], conventions))
    for value in first_labelled(fields, "span"):
        stamp = _span_in(value, conventions)
        if stamp and stamp.end_clock:
            _offer_span(found, stamp, conventions)
        elif stamp and stamp.clock:
            found.offer("started", conventions.moment_of(stamp))
    return found


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _moment_in(value: str, conventions: Conventions) -> Moment | None:
    stamp = leading_stamp(plain(value), conventions.notation, lead=True)
    if stamp is None or stamp.clock is None:
        return None
    moment = conventions.moment_of(stamp)
    return moment if moment and not moment.iso.startswith("T") else None


def _span_in(value: str, conventions: Conventions) -> Stamp | None:
    return leading_stamp(_BRACKETS.sub(" ", plain(value)).strip(), conventions.notation, lead=True)


def _offer_span(found: Milestones, stamp: Stamp, conventions: Conventions, *, day: date | None = None) -> None:
    start_day = conventions.day_of(stamp.day) or day or conventions.day
    if start_day is None:
        return
    end_day = conventions.day_of(stamp.end_day, near=start_day) or start_day
    if (
        stamp.end_day is None
        and stamp.end_clock
        and stamp.clock
        and (stamp.end_clock.hour, stamp.end_clock.minute) < (stamp.clock.hour, stamp.clock.minute)
    ):
        end_day = date.fromordinal(start_day.toordinal() + 1)
    found.offer("started", conventions.moment(start_day, stamp.clock, stamp.zone))
    found.offer("resolved", conventions.moment(end_day, stamp.end_clock, stamp.zone))


def told_milestones(found: Milestones, texts: Iterable[str], conventions: Conventions) -> None:
    """What sentences say: a span, else one time and the word that goes with it."""
    for sentence, timed, day in _timed_sentences(texts, conventions):
        _tell(found, sentence, timed, day, conventions)


def told_notice(found: Milestones, texts: Iterable[str], conventions: Conventions, *, of_detection: bool) -> None:
    """When the incident was first noticed, as a sentence tells it; passages `of_detection` may say so in looser words."""
    if found.detected is not None:
        return
    notice = _NOTICE_TOLD if of_detection else _FIRST_NOTICE
    telling = (text for text in texts if _CLOCK.search(text) and notice.search(text))  # in this order, since most texts have no time
    for _, timed, day in _timed_sentences(telling, conventions, saying=notice):
        moment = conventions.moment(conventions.day_of(timed[0].day) or day or conventions.day, timed[0].clock, timed[0].zone)
        if moment and not moment.iso.startswith("T"):
            found.offer("detected", moment)


def _timed_sentences(
    texts: Iterable[str], conventions: Conventions, *, saying: Wording | None = None
) -> Iterator[tuple[str, list[Stamp], date | None]]:
    """Each sentence that states a time of day, with its times and the last day named up to it."""
    day: date | None = None
    for text in texts:
        if not _CLOCK.search(text):
            continue
        for sentence in _SENTENCE.split(_BRACKETS.sub(" ", plain(text[:_LONGEST_TOLD]))):
            stamps = [stamp for _, stamp in stamps_in(sentence, conventions.notation) if stamp.clock or stamp.day]
            day = next((found for stamp in reversed(stamps) if (found := conventions.day_of(stamp.day))), day)
            timed = [stamp for stamp in stamps if stamp.clock]
            if timed and (saying is None or saying.search(sentence)):
                yield sentence, timed, day


def _tell(found: Milestones, sentence: str, timed: list[Stamp], day: date | None, conventions: Conventions) -> None:
    spans = [stamp for stamp in timed if stamp.end_clock]
    if spans:
        if found.started is None or found.resolved is None:
            first, last = Milestones(), Milestones()
            _offer_span(first, spans[0], conventions, day=day)
            _offer_span(last, spans[-1], conventions, day=day)
            found.offer("started", first.started)
            found.offer("resolved", last.resolved)
        return
    stamp = timed[0]
    moment = conventions.moment(conventions.day_of(stamp.day) or day or conventions.day, stamp.clock, stamp.zone)
    if moment is None or moment.iso.startswith("T"):
        return
    if _END_TOLD.search(sentence):
        found.offer("resolved", moment)
    elif _NOTICE_TOLD.search(sentence):
        found.offer("detected", moment)
    elif _START_TOLD.search(sentence):
        found.offer("started", moment)


def timeline_milestones(found: Milestones, entries: list[TimelineEntry], *, spans: dict[str, timedelta]) -> None:
    """What the wording of the timeline's entries says; `spans` are stated durations ("Time to recovery: 43 minutes")."""
    timed = [entry for entry in entries if entry.at and len(entry.at.iso) > 10]
    if not timed:
        return
    ascending = timed[0].at and timed[-1].at and timed[0].at.iso[:16] <= timed[-1].at.iso[:16]
    said = [(entry.at, plain(entry.text[: 2 * _FIRST_SAID])[:_FIRST_SAID]) for entry in (timed if ascending else timed[::-1]) if entry.at]
    _measured(found, [at for at, _ in said], spans)
    surely = next((at for at, text in said if _STARTS_SURELY.search(text)), None) if found.started is None else None
    if found.started is not None:
        said = [(at, text) for at, text in said if at.iso[:16] >= _shortly_before(found.started)] or said
    elif surely is not None:
        found.offer("started", surely)
        said = [(at, text) for at, text in said if at.iso >= surely.iso]
    found.offer("detected", next((at for at, text in said if _DETECTS.search(text) and not _FIXED.search(text)), None))
    if found.started is None:
        started = next((at for at, text in said if _STARTS.search(text)), None)
        if started and (found.detected is None or started.iso <= found.detected.iso):
            found.offer("started", started)
        elif found.detected and said[0][0].iso < found.detected.iso:
            found.offer("started", said[0][0])
    end = next((at for at, text in said if _is_over(_OVER, text)), None)
    found.offer("resolved", end or next((at for at, text in reversed(said) if _is_over(_PERHAPS_OVER, text)), None))


def _shortly_before(moment: Moment) -> str:
    """The start as summaries round it may lie some minutes after the first entry that belongs to it."""
    return (datetime.fromisoformat(moment.iso[:16]) - _ROUNDING).isoformat(timespec="minutes")


def _is_over(pattern: Wording, text: str) -> bool:
    """Whether a text says that it is over, and not that somebody begins, tries or waits for it to be."""
    return any(not _NOT_YET.search(text[: match.start()]) for match in pattern.finditer(text))


def _measured(found: Milestones, times: list[Moment], spans: dict[str, timedelta]) -> None:
    """Milestones that stated durations lay between entries: the first entry from which every duration leads to another one."""
    if not spans or found.resolved is not None:
        return
    at = {datetime.fromisoformat(moment.iso): moment for moment in times}
    for start, moment in at.items():
        if found.started is not None and moment.iso != found.started.iso:
            continue
        if "resolved" in spans and start + spans["resolved"] in at:
            found.offer("started", moment)
            found.offer("resolved", at[start + spans["resolved"]])
            if "detected" in spans:
                found.offer("detected", at.get(start + spans["detected"]))
            return


def stated_spans(fields: list[Labelled]) -> dict[str, timedelta]:
    """How long detection and recovery took, where labelled fields say so."""
    spans: dict[str, timedelta] = {}
    for name, labels in _SPAN_FIELDS.items():
        for field in fields:
            length = _length(field.value) if field.label in labels else None
            if length is not None:
                spans.setdefault(name, length)
    return spans


def _length(text: str) -> timedelta | None:
    parts = {unit[0].lower(): float(number) for number, unit in _LENGTH.findall(text)}
    return timedelta(days=parts.get("d", 0), hours=parts.get("h", 0), minutes=parts.get("m", 0)) if parts else None
