"""The filters above the list of incidents."""

from typing import Any

from django import forms

from secondstory.incidents.queries import ORDERS, IncidentFilter, severity_levels, team_names
from secondstory.incidents.rules import Kind, Status
from secondstory.kit.vocabulary import choices

ORDER_WORDS = {"newest": "Newest first", "oldest": "Oldest first", "gravest": "Gravest first", "title": "Title, A to Z"}


class NarrowForm(forms.Form):
    """All optional; an address with an unknown value narrows to nothing, and says so."""

    words = forms.CharField(required=False, max_length=200, label="Words in the title")
    kind = forms.ChoiceField(required=False, choices=[("", "Any kind"), *choices(Kind)])
    severity = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", "Any status"), *choices(Status)])
    team = forms.ChoiceField(required=False)
    component = forms.CharField(required=False, max_length=120)
    order = forms.ChoiceField(required=False, choices=[(order, ORDER_WORDS[order]) for order in ORDERS], label="Order")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices_there in (
            ("severity", [("", "Any severity"), *((str(level.rank), level.name) for level in severity_levels())]),
            ("team", [("", "Any team"), *((team.slug, team.name) for team in team_names())]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
            field.choices = choices_there

    def narrowed(self) -> IncidentFilter | None:
        """Return what to narrow to, None where the address says something that does not exist."""
        if not self.is_valid():
            return None
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return IncidentFilter(**said)

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name != "order")
