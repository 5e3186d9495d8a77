"""What an incident's steps say of themselves, and what comes next."""

from dataclasses import dataclass, field
from datetime import date, datetime

from secondstory.incidents.rules import Milestones, Span, Status
from secondstory.reports.rules import ReportStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an incident has come, from all of its steps. `published_on` is in the reader's time zone."""

    status: str
    milestones: Milestones = field(default_factory=Milestones)
    measures: int = 0
    events: int = 0
    starred: int = 0
    report_status: str | None = None
    published_on: date | None = None
    actions: int = 0
    actions_done: int = 0


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a sentence, and which door leads there (edit, timeline, report, read or actions) with its words."""

    sentence: str
    door: str
    words: str


def overview_state(progress: Progress) -> str:
    return "Impact recorded" if progress.measures else "What we know so far"


def timeline_state(progress: Progress) -> str:
    if not progress.events:
        return "No event yet"
    starred = f", {progress.starred} starred" if progress.starred else ""
    return f"{_many(progress.events, 'event')}{starred}"


def report_state(progress: Progress) -> str:
    if progress.report_status is None:
        return "Not started"
    if progress.report_status == ReportStatus.PUBLISHED and progress.published_on:
        return f"Published {progress.published_on:%a} {progress.published_on.day} {progress.published_on:%b}"
    return progress.report_status.replace("_", " ").capitalize()


def actions_state(progress: Progress) -> str:
    return f"{progress.actions_done} of {progress.actions} done" if progress.actions else "None yet"


def is_read(progress: Progress) -> bool:
    """Say whether the report is out."""
    return progress.report_status in {ReportStatus.PUBLISHED, ReportStatus.SUPERSEDED}


def what_comes_next(progress: Progress) -> Next:
    """Return the one next step, in the order of the process."""
    if progress.status == Status.OPEN:
        return Next("It is still going on. Note what you see while it is fresh.", "timeline", "Open the timeline")
    for is_missing, step in (
        (not progress.milestones.impact_started, Next("When did people begin to notice, and when was it over?", "edit", "State the times")),
        (
            not progress.measures,
            Next("How many were hit, for how long, at what cost? Hard numbers make it matter.", "edit", "Measure the impact"),
        ),
        (not progress.events, Next("What happened when? Begin with the first whiff of it.", "timeline", "Tell the timeline")),
        (progress.report_status is None, Next("The facts are here. Begin the report.", "report", "Begin the report")),
    ):
        if is_missing and not is_read(progress):
            return step
    match progress.report_status:
        case ReportStatus.DRAFT:
            return Next("The report is a draft. Finish it and ask somebody who was not there to read it.", "report", "Open the draft")
        case ReportStatus.IN_REVIEW:
            return Next("The report is in review. Read it as an outsider would.", "read", "Read the report")
        case ReportStatus.REVIEWED:
            return Next("The report is reviewed. Publish it, so that others learn from it.", "report", "Publish the report")
    if not progress.actions:
        return Next("The report is out. Which two or three changes would make this impossible?", "actions", "Add action items")
    left = progress.actions - progress.actions_done
    if left:
        verb = "is" if left == 1 else "are"
        return Next(f"{left} of {_many(progress.actions, 'action item')} {verb} still open.", "actions", "Look at the actions")
    return Next("All that was promised is done. Did it help? The next similar report will tell.", "read", "Read the report")


def headline(stages: list[Span], *, events: int, ruled_out: int) -> str:
    """Say in a sentence what the drawn timeline shows: where the time went, and how often thinking had to turn round."""
    total = sum(stage.minutes for stage in stages)
    if not total or len(stages) < 2:
        return "What happened, in order" if events != 1 else "One moment is known"
    longest = max(stages, key=lambda stage: stage.minutes)
    share = longest.minutes / total
    amount = "Nearly all" if share > 0.85 else "More than half" if share > 0.5 else "The largest part"
    spent = {
        "Unseen": "nobody knew yet",
        "Finding out": "went into finding out",
        "Mending": "went into mending",
        "Watching": "went into watching",
    }
    words = spent.get(longest.words, f"was {longest.words.lower()}")
    sentence = f"For {amount.lower()} of the time {words}" if words.startswith("nobody") else f"{amount} of the time {words}"
    return f"{sentence}, and {_number(ruled_out)} ruled out on the way" if ruled_out else sentence


def when_words(*, occurred_on: date | None, start: datetime | None, end: datetime | None, zone_label: str) -> str:
    """Say when it was, both moments local to the incident: Tue 10 Nov 2026, 14:04–14:51 CET."""
    day = start.date() if start else occurred_on
    if day is None:
        return "Day not stated"
    first = f"{day:%a} {day.day} {day:%b} {day.year}"
    if start is None:
        return first
    if end is None:
        return f"{first}, {start:%H:%M} {zone_label}"
    if end.date() == day:
        return f"{first}, {start:%H:%M}–{end:%H:%M} {zone_label}"
    return f"{first}, {start:%H:%M} to {end.day} {end:%b}, {end:%H:%M} {zone_label}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _number(hypotheses: int) -> str:
    words = {1: "one hypothesis was", 2: "two hypotheses were", 3: "three hypotheses were", 4: "four hypotheses were"}
    return words.get(hypotheses, f"{hypotheses} hypotheses were")
