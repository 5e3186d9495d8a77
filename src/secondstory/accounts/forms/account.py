"""Making an account and keeping it: set-up, invitation accepted, profile, tokens."""

from datetime import timedelta
from typing import Any

from django import forms

from secondstory.accounts.commands.person import Profile
from secondstory.accounts.forms.fields import PersonField, TimeZoneField, ensure_good_password, new_password_field
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Scope
from secondstory.kit.clock import now
from secondstory.kit.vocabulary import choices

WEEKDAYS = [(1, "Monday"), (2, "Tuesday"), (3, "Wednesday"), (4, "Thursday"), (5, "Friday"), (6, "Saturday"), (7, "Sunday")]
LASTS = [("30", "30 days"), ("90", "90 days"), ("365", "A year"), ("", "Until it is revoked")]


class JoinForm(forms.Form):
    """What an account needs of the person it is for."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = new_password_field()
    time_zone = TimeZoneField()
    email_of_account = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_bound:
            self.fields["time_zone"].widget.attrs["data-own-time-zone"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        email = self.email_of_account or cleaned.get("email", "")
        ensure_good_password(self, field="password", person=Person(name=cleaned.get("name", ""), email=email))
        return cleaned


class SetUpForm(JoinForm):
    email = forms.EmailField(
        label="E-mail address",
        help_text="You sign in with it.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ("name", "email", "password", "time_zone")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ProfileForm(forms.Form):
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = TimeZoneField()
    work_days = forms.TypedMultipleChoiceField(
        label="Working days", choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    work_starts = forms.TimeField(label="Work starts at", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    work_ends = forms.TimeField(label="Work ends at", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    manager = PersonField(required=False, help_text="Not proposed to facilitate where their own people are involved.")

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, object]:
        return {name: getattr(person, name) for name in ("name", "time_zone", "work_days", "work_starts", "work_ends", "manager")}

    def profile(self) -> Profile:
        values = self.cleaned_data
        return Profile(
            name=values["name"],
            time_zone=values["time_zone"],
            work_starts=values["work_starts"],
            work_ends=values["work_ends"],
            work_days=tuple(values["work_days"]),
            manager=values["manager"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("work_starts"), cleaned.get("work_ends")
        if starts and ends and starts == ends:
            self.add_error("work_ends", "Work ends when it starts. For a night shift, an end before the start is fine.")
        return cleaned


class TokenForm(forms.Form):
    name = forms.CharField(label="What it is for", max_length=80, help_text="Such as “nightly import”. It helps you tell tokens apart.")
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=choices(Scope),
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
        help_text="Never more than you may yourself.",
    )
    lasts = forms.ChoiceField(label="It works for", choices=LASTS, required=False, initial="90")

    def expires_at(self) -> Any:
        days = self.cleaned_data["lasts"]
        return now() + timedelta(days=int(days)) if days else None
