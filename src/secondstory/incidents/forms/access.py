"""Who may see a restricted incident."""

from typing import Any

from django import forms
from django.urls import reverse

from secondstory.accounts.models import Person, Team
from secondstory.incidents.commands import open_to_everybody, restrict
from secondstory.incidents.forms.names import NamesField, NamesWidget
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import people_with_account, team_names


class AccessForm(forms.Form):
    """Open to everybody, or to the people and teams named here alone."""

    who = forms.ChoiceField(
        choices=[("everybody", "Everybody who is signed in"), ("named", "Only the people and teams below")],
        widget=forms.RadioSelect,
        label="Who may see this incident",
    )
    people = NamesField(
        required=False,
        help_text="People with an account. You stay among them.",
        widget=NamesWidget(
            url=lambda: reverse("incidents:suggest_people"), suggested=lambda: [p.name for p in people_with_account()[:100]]
        ),
    )
    teams = NamesField(
        required=False,
        help_text="Everybody who is in the team, now or later.",
        widget=NamesWidget(url=lambda: reverse("incidents:suggest_teams"), suggested=lambda: [team.name for team in team_names()]),
    )

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        self.incident = incident
        stated = {
            "who": "named" if incident.is_restricted else "everybody",
            "people": [person.name for person in incident.restricted_to_people.all()] if data is None else [],
            "teams": [team.name for team in incident.restricted_to_teams.all()] if data is None else [],
        }
        super().__init__(data, initial=stated)

    def clean_people(self) -> list[Person]:
        found: dict[str, list[Person]] = {}
        for person in people_with_account().filter(name__in=self.cleaned_data["people"]):
            found.setdefault(person.name.casefold(), []).append(person)
        for name in self.cleaned_data["people"]:
            if name.casefold() not in found:
                raise forms.ValidationError(f"Nobody called “{name}” has an account.")
            if len(found[name.casefold()]) > 1:
                raise forms.ValidationError(f"Several people are called “{name}”. Put them into a team and name the team.")
        return [people[0] for people in found.values()]

    def clean_teams(self) -> list[Team]:
        found = list(Team.objects.filter(name__in=self.cleaned_data["teams"]))
        missing = set(self.cleaned_data["teams"]) - {team.name for team in found}
        if missing:
            raise forms.ValidationError(f"There is no team called “{min(missing)}”.")
        return found

    def save(self, *, by: Person) -> None:
        if self.cleaned_data["who"] == "everybody":
            open_to_everybody(self.incident, by=by)
        else:
            restrict(self.incident, to_people=self.cleaned_data["people"], to_teams=self.cleaned_data["teams"], by=by)
