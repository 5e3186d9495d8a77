"""The few fields of front matter that the linter reads. Not a YAML parser: one would take longer to load than the document to read."""

import re
from dataclasses import dataclass

_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",)}
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]{0,9}[:=][ \t]{0,9}(.*)$")
_ITEM = re.compile(r"[ \t]{0,40}-[ \t]{1,9}(?:name:[ \t]{0,9})?(.*)$")
_OF_PEOPLE = frozenset({"people", "attendees", "participants", "responders", "incident commander", "incident_commander", "commander"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`end` is where the document proper begins."""

    end: int = 0
    title: str = ""
    people: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """The block between `---` lines at the start of the text, when there is one."""
    begin = 1 if text[:1] == "\ufeff" else 0
    opening = text[begin : begin + 3]
    if opening not in _FENCES or text[begin + 3 : begin + 80].lstrip(" \t\r")[:1] != "\n":
        return FrontMatter()
    position = text.find("\n", begin) + 1
    title, in_people, seen_field = "", False, False
    people: list[str] = []
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop].rstrip()
        position = stop + 1
        if line in _FENCES[opening]:
            return FrontMatter(min(position, len(text)), title, tuple(people)) if seen_field else FrontMatter()
        if field := _FIELD.match(line):
            seen_field = True
            name, value = field[1].strip().lower(), field[2].strip()
            in_people = name in _OF_PEOPLE
            if name == "title":
                title = _unquoted(value)
            elif in_people:
                people += _listed(value)
        elif in_people and (item := _ITEM.match(line)):
            people += _listed(item[1])
    return FrontMatter()


def _listed(value: str) -> list[str]:
    names = [_unquoted(part) for part in value.split(" #", maxsplit=1)[0].strip(" []").split(",")]
    return [name for name in names if name and name[0] not in "|>&{"]


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()
