"""What Notion's "Markdown & CSV" export adds: a page id in the file name, property lines below the title."""

import re

_ID_IN_NAME = re.compile(r"(?:^|[ _-])([0-9a-f]{32})\.[A-Za-z]+$")
_TITLE = re.compile(r"\n*# [^\n]+\n+")
_PROPERTY = re.compile(r"(?P<key>[^\W\d_][^:\n*#`|>\[\]]{0,60}):[ \t]+(?P<value>\S[^\n]*)\n?")


def page_id(name: str) -> str | None:
    found = _ID_IN_NAME.search(name.rpartition("/")[2])
    return found[1] if found else None


def properties(markdown: str) -> tuple[dict[str, object], str]:
    """The property lines directly below the title, and the page without them. A property named like `id` stays in the page,
    because the page's own id has that place."""
    title = _TITLE.match(markdown)
    if not title:
        return {}, markdown
    found: dict[str, object] = {}
    kept = ""
    position = title.end()
    while line := _PROPERTY.match(markdown, position):
        key = line["key"].strip()
        if key in found or key.lower() == "id":
            kept += line[0].rstrip("\n") + "\n\n"
        else:
            found[key] = line["value"].strip()
        position = line.end()
    is_whole_paragraph = position >= len(markdown) or markdown[position] == "\n"
    if not is_whole_paragraph:
        return {}, markdown
    return found, markdown[: title.end()] + kept + markdown[position:].lstrip("\n")
