"""What an administrator types of a connection."""

from typing import Any

from django import forms

from secondstory.connections.ports import Vendor, vendors
from secondstory.connections.rules import DAYS_RAW_IS_KEPT, MOST_DAYS


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label="Keep requests as they came for",
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS_RAW_IS_KEPT,
        help_text="Days. The events that they tell stay in the inbox afterwards.",
    )


def _secret(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label="Signing secret",
        required=required,
        max_length=1000,
        help_text="If the vendor signs what it sends, the secret that it shows or you choose there. Stored encrypted, never shown again.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NewConnectionForm(forms.Form):
    source = forms.ChoiceField(label="What sends", help_text="Further down, each says what it covers.")
    title = forms.CharField(
        label="What to call it", required=False, max_length=120, help_text="Such as “PagerDuty, payments”. The vendor’s name if left out."
    )
    signing_secret = _secret(required=False)
    raw_days = _days()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose…"), ("Systems", _named(is_general=False)), ("Formats", _named(is_general=True))]


class ChangeConnectionForm(forms.Form):
    title = forms.CharField(label="What to call it", max_length=120)
    raw_days = _days()


class SigningSecretForm(forms.Form):
    signing_secret = _secret(required=True)


def _named(*, is_general: bool) -> list[tuple[str, str]]:
    found: list[Vendor] = sorted((one for one in vendors() if one.is_general == is_general), key=lambda one: one.title.casefold())
    return [(one.name, one.title) for one in found]
