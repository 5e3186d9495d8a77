"""The filters above the inbox."""

from datetime import datetime
from typing import Any

from django import forms

from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.queries.inbox import InboxFilter, connections_that_brought
from secondstory.timeline.sources import event_sources


class InboxForm(forms.Form):
    """All optional, and all in the address. Times are local to the reader; one with a zone of its own is taken as it stands."""

    q = forms.CharField(required=False, max_length=200, label="Words")
    source = forms.ChoiceField(required=False, label="Source")
    component = forms.CharField(required=False, max_length=200, label="Component")
    person = forms.CharField(required=False, max_length=200, label="Who")
    since = forms.CharField(required=False, max_length=40, label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.CharField(required=False, max_length=40, label="To", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    connection = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label="Connection", widget=forms.HiddenInput)
    fresh = forms.BooleanField(required=False, label="Only what no timeline has")
    noise = forms.BooleanField(required=False, label="Show noise too")

    def __init__(self, data: Any, *, time_zone: str) -> None:
        super().__init__(data)
        self._zone = zone_or_utc(time_zone)
        for name, there in (
            ("source", [("", "Any source"), *((one.name, one.title) for one in event_sources().values())]),
            ("connection", [("", ""), *((str(one.pk), one.title) for one in connections_that_brought())]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
            field.choices = there

    def clean_since(self) -> datetime | None:
        return self._moment("since")

    def clean_until(self) -> datetime | None:
        return self._moment("until")

    def wanted(self) -> InboxFilter:
        """Return what to look for; a part that says something impossible leaves nothing out, and its field says so."""
        self.is_valid()
        said = self.cleaned_data
        return InboxFilter(
            since=said.get("since"),
            until=said.get("until"),
            sources=_named(said.get("source")),
            components=_named(said.get("component")),
            people=_named(said.get("person")),
            connection_id=said.get("connection"),
            words=said.get("q", ""),
            with_noise=said.get("noise", False),
            only_fresh=said.get("fresh", False),
        )

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name != "noise")

    def _moment(self, name: str) -> datetime | None:
        typed = self.cleaned_data[name].strip()
        if not typed:
            return None
        try:
            read = datetime.fromisoformat(typed.replace(" ", "+") if "T" in typed else typed)
            return read if read.tzinfo else read.replace(tzinfo=self._zone)
        except ValueError as error:
            raise forms.ValidationError(f"“{typed}” is not a time. Write one such as 2026-05-08T14:00.") from error


def _named(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
