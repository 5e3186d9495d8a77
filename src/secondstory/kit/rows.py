"""Lists of rows in plain forms: rows are added, moved and removed by buttons that show the form again, with or without script."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

EMPTY_ROWS = 1
MOST_ROWS = 500
_ORDER = re.compile(r"(?P<verb>add|up|down|remove):(?P<prefix>[a-z]+)(?::(?P<row>\d{1,3}))?")


class TypedForm(forms.Form):
    """A form that can be shown again as typed, without judging it yet. As a row it says something once a `telling` field does."""

    unjudged = False
    telling: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        if not self.telling:
            return super().has_changed()
        return any(str(self[name].data or "").strip() for name in self.telling)

    def retype(self, name: str, value: str) -> None:
        """Show another value in a field than was typed, for what no person types: the revision that a form is based on."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix(name)] = value
        self.data = data

    def full_clean(self) -> None:
        if self.unjudged:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()


class Rows(BaseFormSet[TypedForm]):
    """Rows of one list. A row left empty does not count, so emptying one removes it; `initial` fills the first rows."""

    unjudged = False

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return len(self.initial or ()) + EMPTY_ROWS

    def full_clean(self) -> None:
        if self.unjudged:
            for form in self.forms:
                form.unjudged = True
            self._errors: list[ErrorDict] = []
            self._non_form_errors = self.error_class()
            return
        super().full_clean()

    @property
    def filled(self) -> list[dict[str, Any]]:
        """What the rows that say something say, in their order. Only after `is_valid`."""
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data]


def rows_of(form: type[TypedForm]) -> type[Rows]:
    """Return the class of a list of such rows."""
    return cast(type[Rows], forms.formset_factory(form, formset=Rows, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS))


def is_rearranging(data: QueryDict) -> bool:
    """Say whether the button pressed only changes the form on the screen."""
    return data.get("do", "") == "preview" or _ORDER.fullmatch(data.get("do", "")) is not None


def rearranged(data: QueryDict, *, prefixes: Sequence[str]) -> QueryDict:
    """Return what was typed with the order of the button carried out: `add:people`, `up:sections:2`, `remove:factors:0`."""
    order = _ORDER.fullmatch(data.get("do", ""))
    if order is None or order["prefix"] not in prefixes:
        return data
    prefix, row = order["prefix"], int(order["row"] or 0)
    rows, changed = _rows_in(data, prefix), data.copy()
    match order["verb"]:
        case "add":
            rows.append({})
        case "remove" if row < len(rows):
            del rows[row]
        case "up" if 0 < row < len(rows):
            rows[row - 1], rows[row] = rows[row], rows[row - 1]
        case "down" if row + 1 < len(rows):
            rows[row], rows[row + 1] = rows[row + 1], rows[row]
    for name in [name for name in changed if re.match(rf"{prefix}-\d+-", name)]:
        del changed[name]
    for number, values in enumerate(rows[:MOST_ROWS]):
        for name, value in values.items():
            changed.setlist(f"{prefix}-{number}-{name}", list(value))
    changed[f"{prefix}-TOTAL_FORMS"] = str(min(len(rows), MOST_ROWS))
    return changed


def _rows_in(data: QueryDict, prefix: str) -> list[Mapping[str, Sequence[str]]]:
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS) if total.isdecimal() else 0
    rows: list[dict[str, Sequence[str]]] = [{} for _ in range(count)]
    for name in data:
        found = re.fullmatch(rf"{prefix}-(\d+)-(.+)", name)
        if found and int(found[1]) < count:
            rows[int(found[1])][found[2]] = data.getlist(name)
    return list(rows)
