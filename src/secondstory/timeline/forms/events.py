"""What people type into a timeline."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django import forms
from django.http import QueryDict

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONE_WORDS
from secondstory.kit.clock import now
from secondstory.kit.vocabulary import choices
from secondstory.kit.zones import UnreadableTime, read_time, written_local, zone_or_utc
from secondstory.timeline.commands import (
    EventFacts,
    accept_suggestions,
    decline_suggestions,
    edit_many,
    facts_of,
    facts_of_note,
    merge_events,
    remove_many,
    when_of,
)
from secondstory.timeline.models import LONGEST_ACTOR, TimelineEvent
from secondstory.timeline.queries import EventFilter
from secondstory.timeline.rules import Certainty, EventKind
from secondstory.timeline.rules.notes import CHIPS, LONGEST_NOTE, read_line, read_note


class EventForm(forms.Form):
    """One event. Times are local to the incident's time zone; a day alone, or no time at all, is fine too."""

    when = forms.CharField(
        max_length=40, required=False, label="Time", widget=forms.TextInput(attrs={"placeholder": "14:02", "autocomplete": "off"})
    )
    until = forms.CharField(
        max_length=40,
        required=False,
        label="Until",
        help_text="Where you only know that it was between two times.",
        widget=forms.TextInput(attrs={"placeholder": "14:10", "autocomplete": "off"}),
    )
    is_about = forms.BooleanField(required=False, label="About then, not exactly")
    text = forms.CharField(
        max_length=20_000,
        label="What happened",
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "What was seen, thought, done or said"}),
    )
    kind = forms.ChoiceField(choices=choices(EventKind), initial=EventKind.OTHER)
    milestone = forms.ChoiceField(
        choices=[("", "None"), *MILESTONE_WORDS.items()], required=False, help_text="The measures follow from milestones."
    )
    actor = forms.CharField(max_length=LONGEST_ACTOR, required=False, label="Who or what did it", help_text="A person, a team or a system.")
    link = forms.URLField(max_length=2000, required=False, label="Evidence", assume_scheme="https", help_text="A link to what shows it.")
    is_starred = forms.BooleanField(required=False, label="Tell it in the report’s drawing")
    is_learnt_later = forms.BooleanField(required=False, label="Learnt later: nobody knew of it while it went on")
    read_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, incident: Incident, event: TimelineEvent | None = None, auto_id: str = "id_%s") -> None:
        self.incident, self.event = incident, event
        super().__init__(data, initial=_stated(event, incident) if event else None, auto_id=auto_id)

    @property
    def version(self) -> int | None:
        """The version of the event that the person read before changing it."""
        read: int | None = self.cleaned_data.get("read_version")
        return read

    def clean_when(self) -> str:
        """Keep what was typed, and find the moment in it: `moment` and `as_stated` hold the result."""
        typed = " ".join(str(self.cleaned_data["when"]).split())
        self.moment, self.as_stated = None, ""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
            self.as_stated = _real_day(typed)
        elif typed and self.incident.occurred_on is None and re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", typed):
            self.as_stated = typed.replace(".", ":")
        elif typed:
            self.moment = _moment(typed, self.incident)
        return typed

    def clean_until(self) -> datetime | None:
        typed = " ".join(str(self.cleaned_data["until"]).split())
        return _moment(typed, self.incident) if typed else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        until, moment = said.get("until"), getattr(self, "moment", None)
        if until and (moment is None or until <= moment):
            self.add_error("until", "Write a time after the one above, or leave it empty.")
        return said

    def facts(self) -> EventFacts:
        said = self.cleaned_data
        kept = facts_of(self.event) if self.event else EventFacts(text="")
        answered = said["kind"] != kept.kind
        return replace(
            kept,
            text=said["text"].strip(),
            at=self.moment,
            until=said["until"],
            certainty=Certainty.BETWEEN if said["until"] else Certainty.ABOUT if said["is_about"] else Certainty.EXACT,
            time_as_stated=self.as_stated,
            kind=said["kind"],
            milestone=said["milestone"],
            actor=" ".join(said["actor"].split()),
            link=said["link"],
            is_starred=said["is_starred"],
            is_learnt_later=said["is_learnt_later"],
            suggested_kind="" if answered else kept.suggested_kind,
            suggested_because="" if answered else kept.suggested_because,
        )


class QuickForm(forms.Form):
    """One line: a time, and what happened."""

    line = forms.CharField(max_length=20_000, error_messages={"required": "Write what happened, with its time before it."})

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        self.incident = incident
        super().__init__(data)

    def clean_line(self) -> str:
        typed = " ".join(str(self.cleaned_data["line"]).split())
        self.entry = read_line(typed, now=now(), when=when_of(self.incident))
        if self.entry.stated and self.entry.at is None:
            raise forms.ValidationError(self.entry.note or "This time cannot be read.")
        if not self.entry.text:
            raise forms.ValidationError("Write what happened, after its time.")
        return typed

    def facts(self) -> EventFacts:
        read = self.entry
        return EventFacts(text=read.text, at=read.at, until=read.until, certainty=read.certainty, kind=read.kind or EventKind.OTHER)

    @property
    def problem(self) -> str:
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


class NoteForm(forms.Form):
    """What happens, noted while it happens. `age` is how many seconds ago it was typed, by the clock of the device that kept it."""

    line = forms.CharField(max_length=LONGEST_NOTE, error_messages={"required": "Write what happens, in a word or a sentence."})
    kind = forms.ChoiceField(choices=[("", "Note"), *CHIPS], required=False)
    age = forms.FloatField(min_value=0, max_value=timedelta(days=30).total_seconds(), required=False)
    name = forms.CharField(max_length=64, required=False)

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        self.incident = incident
        super().__init__(data)

    def facts(self) -> EventFacts:
        said = self.cleaned_data
        typed_at = now() - timedelta(seconds=said["age"] or 0)
        return facts_of_note(read_note(said["line"], now=typed_at, when=when_of(self.incident)), kind=said["kind"])

    @property
    def problem(self) -> str:
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


def filter_of(query: QueryDict) -> EventFilter:
    """Return what the query of an address narrows a timeline to."""
    return EventFilter(
        starred="starred" in query,
        suggested="suggested" in query,
        kind=query.get("kind", "").replace("\0", ""),
        source=query.get("source", "").replace("\0", ""),
        words=query.get("q", "").replace("\0", "").strip()[:200],
    )


class ShiftForm(forms.Form):
    """By how many seconds all that a source told is to be moved, forwards or back."""

    source = forms.CharField(max_length=40)
    seconds = forms.IntegerField(min_value=-86_400, max_value=86_400)


class Act(Protocol):
    def __call__(self, incident: Incident, numbers: Collection[int], /, *, by: Person | None) -> int: ...


def act_of(stated: str) -> Act | None:
    """Return what a button of the list does, by its value: `star`, `kind:decision`, `milestone:detected` and so on."""
    name, _, value = stated.partition(":")
    if name == "kind" and value in set(EventKind):
        return _editing(lambda facts: replace(facts, kind=value, suggested_kind="", suggested_because=""))
    if name == "milestone" and value in MILESTONE_WORDS:
        return _editing(lambda facts: replace(facts, milestone=value))
    return _ACTS.get(stated)


def _editing(change: Callable[[EventFacts], EventFacts]) -> Act:
    def act(incident: Incident, numbers: Collection[int], /, *, by: Person | None) -> int:
        return edit_many(incident, numbers, change, by=by)

    return act


def _merge(incident: Incident, numbers: Collection[int], /, *, by: Person | None) -> int:
    return len(numbers) if merge_events(incident, numbers, by=by) else 0


_ACTS: dict[str, Act] = {
    "star": _editing(lambda facts: replace(facts, is_starred=True)),
    "unstar": _editing(lambda facts: replace(facts, is_starred=False)),
    "learnt_later": _editing(lambda facts: replace(facts, is_learnt_later=True)),
    "known_then": _editing(lambda facts: replace(facts, is_learnt_later=False)),
    "no_milestone": _editing(lambda facts: replace(facts, milestone="")),
    "remove": remove_many,
    "merge": _merge,
    "accept": accept_suggestions,
    "decline": decline_suggestions,
}


def _moment(typed: str, incident: Incident) -> datetime:
    try:
        return read_time(typed, on=incident.occurred_on, zone=zone_or_utc(incident.time_zone))
    except UnreadableTime as error:
        raise forms.ValidationError(str(error)) from error


def _real_day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise forms.ValidationError(f"“{typed}” is not on the calendar.") from error


def _stated(event: TimelineEvent, incident: Incident) -> dict[str, object]:
    zone = zone_or_utc(incident.time_zone)
    return {
        "when": written_local(event.at, on=incident.occurred_on, zone=zone) or event.time_as_stated,
        "until": written_local(event.until, on=incident.occurred_on, zone=zone),
        "is_about": event.certainty == Certainty.ABOUT,
        **{name: getattr(event, name) for name in ("text", "kind", "milestone", "actor", "link", "is_starred", "is_learnt_later")},
        "read_version": event.version,
    }
