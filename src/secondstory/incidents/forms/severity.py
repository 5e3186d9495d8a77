"""The severity levels as rows, the gravest first."""

from django import forms
from django.http import QueryDict

from secondstory.accounts.models import Person
from secondstory.incidents.commands import Level, SeverityInUse, set_severity_levels
from secondstory.incidents.queries import severity_levels
from secondstory.kit.rows import TypedForm, is_rearranging, rearranged, rows_of


class LevelRow(TypedForm):
    telling = ("name", "description")

    existing = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=40)
    description = forms.CharField(max_length=200, required=False, label="When it applies")
    is_near_miss = forms.BooleanField(required=False, label="A near miss")


LevelRows = rows_of(LevelRow)


class SeverityForms:
    def __init__(self, data: QueryDict | None = None) -> None:
        self.levels = {level.pk: level for level in severity_levels()}
        stated = [
            {"existing": one.pk, "name": one.name, "description": one.description, "is_near_miss": one.is_near_miss}
            for one in self.levels.values()
        ]
        self.problem = ""
        self.is_asked_to_save = data is not None and not is_rearranging(data)
        self.rows = LevelRows(rearranged(data, prefixes=["levels"]) if data is not None else None, prefix="levels", initial=stated)
        self.rows.unjudged = data is not None and not self.is_asked_to_save

    def saved(self, *, by: Person) -> bool:
        """Save where asked to and all is well; else say what is wrong in `problem` or at the rows."""
        if not self.is_asked_to_save or not self.rows.is_valid():
            return False
        names = [row["name"].casefold() for row in self.rows.filled]
        if not names or len(set(names)) < len(names):
            self.problem = "Two levels have the same name." if names else "At least one level is needed."
            return False
        try:
            set_severity_levels([self._level(row) for row in self.rows.filled], by=by)
        except SeverityInUse as error:
            self.problem = str(error)
        return not self.problem

    def _level(self, row: dict[str, object]) -> Level:
        existing = row["existing"]
        return Level(
            name=str(row["name"]),
            description=str(row["description"]),
            is_near_miss=bool(row["is_near_miss"]),
            existing=self.levels.get(existing) if isinstance(existing, int) else None,
        )
