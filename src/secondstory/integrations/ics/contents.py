"""The lines of an iCalendar file (RFC 5545, section 3), as components inside components."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentlines, unescape_backslash

from secondstory.timeline.ports import UnreadablePayload

MOST_NESTED = 20


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        return str(unescape_backslash(self.value)).strip()

    @property
    def zone(self) -> str:
        return self.parameters.get("TZID", "")


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    inside: "list[Component]" = field(default_factory=list)

    def all(self, name: str) -> Iterator[Property]:
        return (one for one in self.properties if one.name == name)

    def first(self, name: str) -> Property | None:
        return next(self.all(name), None)

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.text if found else ""


def components(text: str) -> list[Component]:
    """Return the outermost components. What is not closed ends with the file; a line that is no property is passed over."""
    root = Component("")
    within = [root]
    for read in _properties(text):
        if read.name == "BEGIN":
            if len(within) > MOST_NESTED:
                raise UnreadablePayload("Its components stand inside one another too deeply.")
            begun = Component(read.value.strip().upper())
            within[-1].inside.append(begun)
            within.append(begun)
        elif read.name == "END":
            closed = read.value.strip().upper()
            if any(one.name == closed for one in within[1:]):
                while within.pop().name != closed:
                    pass
        else:
            within[-1].properties.append(read)
    return root.inside


def _properties(text: str) -> Iterator[Property]:
    """Folds, parameters and their quotes are read by the library."""
    for line in filter(None, Contentlines.from_ical(text)):  # type: ignore[no-untyped-call]
        try:
            name, parameters, value = line.raw_parts()
        except ValueError:
            continue
        yield Property(
            name.upper(), value, {key.upper(): one if isinstance(one, str) else one[0] for key, one in parameters.items() if one}
        )
