"""What people type into a timeline."""

import re
from datetime import date
from typing import Any

from django import forms

from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices
from secondstory.kit.zones import UnreadableTime, read_time, written_local, zone_or_utc
from secondstory.timeline.commands import EventFacts
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.rules import EventKind


class EventForm(forms.Form):
    """One event. Times are local to the incident's time zone; a day alone, or no time at all, is fine too."""

    when = forms.CharField(
        max_length=40, required=False, label="Time", widget=forms.TextInput(attrs={"placeholder": "14:02", "autocomplete": "off"})
    )
    text = forms.CharField(
        max_length=20_000,
        label="What happened",
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "What was seen, thought, done or said"}),
    )
    kind = forms.ChoiceField(choices=choices(EventKind), initial=EventKind.OTHER)
    link = forms.URLField(max_length=2000, required=False, label="Evidence", assume_scheme="https", help_text="A link to what shows it.")
    is_starred = forms.BooleanField(required=False, label="Tell it in the report’s drawing")

    def __init__(self, data: Any = None, *, incident: Incident, event: TimelineEvent | None = None, auto_id: str = "id_%s") -> None:
        self.incident, self.event = incident, event
        super().__init__(data, initial=_stated(event, incident) if event else None, auto_id=auto_id)

    def clean_when(self) -> str:
        """Keep what was typed, and find the moment in it: `moment` and `as_stated` hold the result."""
        typed = " ".join(str(self.cleaned_data["when"]).split())
        self.moment, self.as_stated = None, ""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
            self.as_stated = _real_day(typed)
        elif typed and self.incident.occurred_on is None and re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", typed):
            self.as_stated = typed.replace(".", ":")
        elif typed:
            try:
                self.moment = read_time(typed, on=self.incident.occurred_on, zone=zone_or_utc(self.incident.time_zone))
            except UnreadableTime as error:
                raise forms.ValidationError(str(error)) from error
        return typed

    def facts(self) -> EventFacts:
        said = self.cleaned_data
        return EventFacts(
            text=said["text"].strip(),
            at=self.moment,
            time_as_stated=self.as_stated,
            kind=said["kind"],
            is_starred=said["is_starred"],
            link=said["link"],
            actor=self.event.actor if self.event else "",
        )


def _real_day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise forms.ValidationError(f"“{typed}” is not on the calendar.") from error


def _stated(event: TimelineEvent, incident: Incident) -> dict[str, object]:
    when = written_local(event.at, on=incident.occurred_on, zone=zone_or_utc(incident.time_zone)) or event.time_as_stated
    return {"when": when, "text": event.text, "kind": event.kind, "link": event.link, "is_starred": event.is_starred}
