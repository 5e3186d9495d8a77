"""The measures of time as rows, in the order in which they are shown."""

from typing import Any

from django import forms
from django.http import QueryDict

from secondstory.accounts.models import Person
from secondstory.incidents.commands import set_measures
from secondstory.incidents.models import MeasureDefinition
from secondstory.incidents.queries import measure_definitions
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES
from secondstory.kit.rows import TypedForm, is_rearranging, rearranged, rows_of

_CHOICES = [("", "Choose"), *MILESTONE_WORDS.items()]


class MeasureRow(TypedForm):
    telling = ("name", "short")

    name = forms.CharField(max_length=60, label="Name", widget=forms.TextInput(attrs={"placeholder": "Time to detect"}))
    short = forms.CharField(max_length=12, required=False, label="Short", widget=forms.TextInput(attrs={"placeholder": "TTD"}))
    start = forms.ChoiceField(choices=_CHOICES, label="From", error_messages={"required": "Choose where it begins."})
    end = forms.ChoiceField(choices=_CHOICES, label="To", error_messages={"required": "Choose where it ends."})
    is_active = forms.BooleanField(required=False, label="Shown", initial=True)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if start and end and MILESTONES.index(end) <= MILESTONES.index(start):
            self.add_error("end", "Choose a milestone that comes after the first one.")
        return said


MeasureRows = rows_of(MeasureRow)


class MeasureForms:
    def __init__(self, data: QueryDict | None = None) -> None:
        stated = [
            {"name": one.name, "short": one.short, "start": one.start, "end": one.end, "is_active": one.is_active}
            for one in measure_definitions()
        ]
        self.problem = ""
        self.is_asked_to_save = data is not None and not is_rearranging(data)
        self.rows = MeasureRows(rearranged(data, prefixes=["measures"]) if data is not None else None, prefix="measures", initial=stated)
        self.rows.unjudged = data is not None and not self.is_asked_to_save

    def saved(self, *, by: Person) -> bool:
        """Save where asked to and all is well; else say what is wrong in `problem` or at the rows."""
        if not self.is_asked_to_save or not self.rows.is_valid():
            return False
        names = [row["name"].casefold() for row in self.rows.filled]
        if len(set(names)) < len(names):
            self.problem = "Two measures have the same name."
            return False
        set_measures([MeasureDefinition(**row) for row in self.rows.filled], by=by)
        return True
