"""Several names in one field: one input each, always a few empty ones, with suggestions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

EMPTY_INPUTS = 2
MOST_NAMES = 100


class NamesWidget(forms.Widget):
    """Inputs of the same name. `suggested` lists what a browser without script offers; `url` is asked as a person types."""

    def __init__(self, *, url: Callable[[], str], suggested: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self.url, self.suggested = url, suggested

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        values = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [" ".join(str(value).split()) for value in values]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        typed = [one for one in value or [] if one]
        context = {
            "name": name,
            "values": typed + [""] * EMPTY_INPUTS,
            "attrs": attrs or {},
            "described_by": (attrs or {}).get("aria-describedby", ""),
            "label": name.replace("_", " ").capitalize(),
            "url": self.url(),
            "suggested": self.suggested(),
        }
        return render_to_string("incidents/_names.html", context)


class NamesField(forms.Field):
    """Names as a list without repetitions; empty inputs do not count."""

    def to_python(self, value: Any) -> list[str]:
        once = {name.casefold(): name for name in value or [] if name}
        return list(once.values())[:MOST_NAMES]

    def validate(self, value: Any) -> None:
        super().validate(value)
        too_long = [name for name in value if len(name) > 120]
        if too_long:
            raise forms.ValidationError(f"“{too_long[0][:40]}…” is longer than 120 characters. Shorten it, please.")
