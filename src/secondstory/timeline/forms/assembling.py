"""What of the inbox is asked for, as it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from secondstory.incidents.models import Incident
from secondstory.timeline.forms.importing import WindowFields, written_window
from secondstory.timeline.queries.inbox import InboxFilter
from secondstory.timeline.rules.assembling import Offer
from secondstory.timeline.sources import Window

MOST_NAMES = 100
NAMES = ("source", "component", "person")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a window, and names of which any will do; without names of a kind, nothing of it is left out."""

    form: WindowFields
    window: Window
    sources: tuple[str, ...]
    components: tuple[str, ...]
    people: tuple[str, ...]
    offer: Offer

    def wanted(self) -> InboxFilter:
        return InboxFilter(self.window.since, self.window.until, self.sources, self.components, self.people)

    def address(self, **more: str) -> str:
        """Return the query of an address that asks for the same, whatever was not stated."""
        stated = [(name, value) for name in ("since", "until") for value in [self.form[name].value() or ""]]
        chosen = [(name, value) for name, values in zip(NAMES, self._names(), strict=True) for value in values]
        return f"?{urlencode([*stated, *chosen, *more.items()])}"

    def address_without(self, name: str) -> str:
        """Return the query of an address that asks for the same without names of this kind."""
        kept = QueryDict(self.address()[1:], mutable=True)
        kept.pop(name, None)
        return f"?{kept.urlencode()}"

    def _names(self) -> tuple[Sequence[str], ...]:
        return self.sources, self.components, self.people


def asked_in(address: QueryDict, incident: Incident, *, usual: Window, usual_components: Sequence[str]) -> Asked:
    """Read an address. One that states no window asks for the usual one; one that states nothing, also for the usual components.

    A side of the window that cannot be read leaves nothing out, and the form says so.
    """
    stated = {name: address.get(name, "") for name in ("since", "until")}
    if not {"since", "until"} & address.keys():
        stated = written_window(usual, incident)
    form = WindowFields(stated, incident=incident)
    form.is_valid()
    sources, components, people = (tuple(dict.fromkeys(address.getlist(name)[:MOST_NAMES])) for name in NAMES)
    if not {"since", "until", *NAMES} & address.keys():
        components = tuple(usual_components)
    shown = address.get("show", "")
    window = Window(form.cleaned_data.get("since"), form.cleaned_data.get("until"))
    return Asked(form, window, sources, components, people, Offer(shown) if shown in set(Offer) else Offer.TOLD)
