"""What people type about action items."""

from typing import Any

from django import forms
from django.urls import reverse

from secondstory.accounts.models import Person
from secondstory.actions.commands import ActionFacts
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import ActionState, Horizon, Strength, missing_note
from secondstory.incidents.queries import people_called, people_suggestions
from secondstory.kit.vocabulary import choices
from secondstory.language.actions import ActionClass

STATES = [("open", "Open"), ("done", "Done"), *choices(ActionState), ("all", "All")]


class ActionForm(forms.Form):
    """One action item. Exactly one person owns it, never a team."""

    text = forms.CharField(
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 2, "data-lint": "text", "data-lint-kind": "action", "data-lint-with": "owner due_on done_when"}
        ),
        label="What will change",
        help_text="Begin with a verb: block a deploy when pool size times pods exceeds the limit.",
    )
    done_when = forms.CharField(
        required=False,
        max_length=20_000,
        label="Done when",
        help_text="So that anybody can check it: a change to 40 × 14 is refused in staging.",
    )
    owner = forms.CharField(required=False, max_length=254, help_text="One person, by name or e-mail address.")
    due_on = forms.DateField(required=False, label="Due", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ticket = forms.CharField(required=False, max_length=500, help_text="Its address or key in your tracker.")
    state = forms.ChoiceField(choices=choices(ActionState), initial=ActionState.CANDIDATE)
    state_note = forms.CharField(
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="What to know about its state",
        help_text="Blocked: what would help, and from whom. Declined: why, who decided, and until when the risk is accepted.",
    )
    action_class = forms.ChoiceField(required=False, choices=[("", "Not stated"), *choices(ActionClass)], label="What it does")
    strength = forms.ChoiceField(
        required=False,
        choices=[("", "Not stated"), *choices(Strength)],
        help_text="Stronger makes the failure impossible; weaker asks people to be careful.",
    )
    horizon = forms.ChoiceField(required=False, choices=[("", "Not stated"), *choices(Horizon)], label="Short-term or long-term")
    description = forms.CharField(
        required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 3, "data-lint": "markdown"}), help_text="Markdown."
    )

    def __init__(self, data: Any = None, *, item: ActionItem | None = None) -> None:
        self.item = item
        super().__init__(data, initial=_stated(item) if item else None)
        self.fields["owner"].widget.attrs |= {"data-autocomplete-url": reverse("incidents:suggest_people"), "list": "owners-suggested"}

    @property
    def owners_suggested(self) -> list[str]:
        return people_suggestions("", limit=100)

    def clean_owner(self) -> Person | None:
        typed = " ".join(str(self.cleaned_data["owner"]).split())
        if not typed:
            return None
        if self.item and self.item.owner and self.item.owner.name == typed:
            return self.item.owner
        found = people_called(typed)
        if not found:
            raise forms.ValidationError(f"Nobody here is called “{typed}”. An administrator invites people; a team cannot own an item.")
        if len(found) > 1:
            raise forms.ValidationError(f"Several people are called “{typed}”. Write the e-mail address of the one you mean.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        question = missing_note(cleaned.get("state", ActionState.CANDIDATE), cleaned.get("state_note", ""))
        if question:
            self.add_error("state_note", question)
        return cleaned

    def facts(self) -> ActionFacts:
        said: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in self.cleaned_data.items()}
        stated = self.item.owner_as_stated if self.item and not said["owner"] else ""
        return ActionFacts(**said, owner_as_stated=stated, closed_at=self.item.closed_at if self.item else None)


class NarrowForm(forms.Form):
    """Which action items a list shows: all of it stands in the address."""

    state = forms.ChoiceField(required=False, choices=[("", "Open"), *STATES[1:]], label="State")
    owner = forms.CharField(required=False, max_length=254, label="Owner")
    overdue = forms.BooleanField(required=False, label="Past their date")
    mine = forms.BooleanField(required=False, label="Mine")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["owner"].widget.attrs["data-autocomplete-url"] = reverse("incidents:suggest_people")


def _stated(item: ActionItem) -> dict[str, object]:
    names = ("text", "done_when", "due_on", "ticket", "state", "state_note", "action_class", "strength", "horizon", "description")
    return {**{name: getattr(item, name) for name in names}, "owner": item.owner.name if item.owner else ""}
