"""The lines of an iCalendar file (RFC 5545, section 3), as components inside components."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondstory.timeline.ports import UnreadablePayload

MOST_NESTED = 20
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*')
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).strip()

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
    for line in _unfolded(text):
        read = _property(line)
        if read is None:
            continue
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


def _unfolded(text: str) -> Iterator[str]:
    pieces: list[str] = []
    for line in text.split("\n"):
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield "".join(pieces)
        pieces = [line]
    yield "".join(pieces)


def _property(line: str) -> Property | None:
    named = re.match(r"[A-Za-z0-9-]{1,100}", line)
    if named is None:
        return None
    end = named.end()
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(line, end):
        parameters[found[1].upper()] = found[2].strip('"')
        end = found.end()
    return Property(named[0].upper(), line[end + 1 :], parameters) if line[end : end + 1] == ":" else None
