"""What administrators say about people and teams."""

from typing import Any

from django import forms

from secondstory.accounts.commands.person import Standing
from secondstory.accounts.forms.account import ProfileForm
from secondstory.accounts.forms.fields import PersonField
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Role
from secondstory.accounts.rules.lines import Line, UnreadableFileError, decoded, read_lines
from secondstory.kit.vocabulary import choices

LARGEST_FILE = 2 * 1024 * 1024
ROLE_HELP = "Viewers read. Members also write. Facilitators also publish and import. Administrators also look after people."


class PersonForm(ProfileForm):
    """Everything about somebody, for administrators."""

    email = forms.EmailField(label="E-mail address", max_length=254, required=False, help_text="They sign in with it.")
    role = forms.ChoiceField(choices=choices(Role), help_text=ROLE_HELP)
    is_leader = forms.BooleanField(
        label="Senior leader", required=False, help_text="Not proposed for a debrief unless directly involved in the incident."
    )
    field_order = ("name", "email", "role", "is_leader")

    def __init__(self, *args: Any, has_account: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_account:  # an address and a role come with an invitation
            del self.fields["email"], self.fields["role"]

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, object]:
        return super().initial_of(person) | {"email": person.email or "", "role": person.role, "is_leader": person.is_leader}

    def standing(self) -> Standing:
        values = self.cleaned_data
        role = Role(values.get("role", self.initial["role"]))
        email = values.get("email", self.initial["email"]).lower() or None
        return Standing(role=role, is_leader=values["is_leader"], email=email)


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(max_length=200, required=False, help_text="They can change it when they accept.")
    role = forms.ChoiceField(choices=choices(Role), initial=Role.MEMBER.value, help_text=ROLE_HELP)
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team yet")


class RosterForm(forms.Form):
    """A CSV file with people to invite, or its text once it was looked at."""

    file = forms.FileField(
        label="CSV file",
        required=False,
        help_text="The first line names the columns: name,email,role,team. Only email is needed. Up to 5,000 people.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    lines: list[Line]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file is None and not text and not self.errors:
            self.add_error("file", "Choose a file first.")
        elif file is not None and file.size > LARGEST_FILE:
            self.add_error("file", "The file is larger than 2 MB. Is it a list of people? Split it if it is.")
        elif not self.errors:
            cleaned["text"] = decoded(file.read()) if file is not None else text
            try:
                self.lines = read_lines(cleaned["text"])
            except UnreadableFileError as error:
                self.add_error("file", str(error))
        return cleaned


class TeamForm(forms.Form):
    name = forms.CharField(max_length=120)
    lead = PersonField(required=False, help_text="Looks after the team's follow-through.")
    support_lead = PersonField(label="Support lead", required=False, help_text="Knows how the people outside felt an incident.")

    @classmethod
    def initial_of(cls, team: Team) -> dict[str, object]:
        return {"name": team.name, "lead": team.lead, "support_lead": team.support_lead}


class SomebodyForm(forms.Form):
    """One person to choose."""

    somebody = PersonField(label="Person")


class MergeForm(forms.Form):
    into = PersonField(label="The person who stays", help_text="Type a name or an e-mail address.")
