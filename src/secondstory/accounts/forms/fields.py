from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from secondstory.accounts.models import Person
from secondstory.accounts.queries import label_of, people_meant

OLD_AREAS = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")
PASSWORD_HELP = "At least 10 characters. A few words in a row are easy to remember and hard to guess."  # noqa: S105


def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the time zones by area, UTC first, without the old spellings."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(OLD_AREAS):
            area, _, place = zone.partition("/")
            areas.setdefault(area, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return [("Everywhere", [("UTC", "UTC")]), *areas.items()]


class TimeZoneField(forms.ChoiceField):
    """A time zone by name. A zone stored under an old spelling stays choosable."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Time zone")
        options.setdefault("help_text", "Times are shown to you in this zone.")
        options.setdefault("initial", "UTC")
        super().__init__(choices=time_zone_choices, **options)

    def valid_value(self, value: Any) -> bool:
        return str(value) in available_timezones()


class PasswordInput(forms.PasswordInput):
    def __init__(self, *, autocomplete: str) -> None:
        super().__init__(attrs={"autocomplete": autocomplete})


def new_password_field(label: str = "Password") -> forms.CharField:
    widget = PasswordInput(autocomplete="new-password")
    return forms.CharField(label=label, strip=False, max_length=1024, help_text=PASSWORD_HELP, widget=widget)


def ensure_good_password(form: forms.Form, *, field: str, person: Person) -> None:
    """Put what is weak about a password at its field."""
    password = form.cleaned_data.get(field)
    if password:
        try:
            validate_password(password, user=person)
        except ValidationError as error:
            form.add_error(field, error)


class PersonInput(forms.TextInput):
    """A name, typed; while typing, people are offered. Without script a whole name or an address does."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-autocomplete-url": reverse_lazy("accounts:people_search"), **(attrs or {})})


class PersonField(forms.CharField):
    """Somebody, by name, e-mail address or the label that the suggestions put in; cleaned to a `Person` or None."""

    widget = PersonInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "unknown": "Nobody is called “%(text)s”. Choose from the names offered while you type, or write the whole e-mail address.",
        "several": "Several people can be meant: %(labels)s. Write one of these.",
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Person.objects.filter(pk=value).first()
        return label_of(value) if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        people = people_meant(text)
        if not people:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text[:80]})
        if len(people) > 1:
            labels = ", ".join(label_of(person) for person in people)
            raise ValidationError(self.error_messages["several"], code="several", params={"labels": labels})
        return people[0]
