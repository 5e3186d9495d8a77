"""The form of a component."""

from typing import Any

from django import forms
from django.urls import reverse

from secondstory.accounts.models import Person, Team
from secondstory.incidents.commands import components_named, edit_component
from secondstory.incidents.forms.names import NamesField, NamesWidget
from secondstory.incidents.models import Component
from secondstory.incidents.queries import component_suggestions, people_with_account, team_names


class ComponentForm(forms.Form):
    name = forms.CharField(max_length=120)
    owning_team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="Nobody yet", label="Team that owns it")
    product_owner = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Nobody yet")
    neighbours = NamesField(
        required=False,
        help_text="What it depends on, and what depends on it.",
        widget=NamesWidget(url=lambda: reverse("incidents:suggest_components"), suggested=lambda: component_suggestions("", limit=100)),
    )

    def __init__(self, data: Any = None, *, component: Component, person: Person) -> None:
        self.component = component
        stated = {
            "name": component.name,
            "owning_team": component.owning_team_id,
            "product_owner": component.product_owner_id,
            "neighbours": [one.name for one in component.neighbours.all()] if data is None else [],
        }
        super().__init__(data, initial=stated)
        for name, rows in (("owning_team", team_names()), ("product_owner", people_with_account())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - it stands above
            field.queryset = rows

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Component.objects.exclude(pk=self.component.pk).filter(name__iexact=name).exists():
            raise forms.ValidationError("Another component has this name already.")
        return name

    def save(self, *, by: Person) -> None:
        said = self.cleaned_data
        neighbours = [one for one in components_named(said["neighbours"]).values() if one.pk != self.component.pk]
        edit_component(
            self.component,
            name=said["name"],
            owning_team=said["owning_team"],
            product_owner=said["product_owner"],
            neighbours=neighbours,
            by=by,
        )
