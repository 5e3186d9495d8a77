"""The ticket that a text points to: an address of a tracker, else a key."""

import re

_ADDRESS = re.compile(
    r"https?://[^\s<>|()\[\]\"']{1,300}?(?:/issues?/|/pulls?/|/merge_requests/|/browse/[A-Z]|/tickets?/|/T\d|/work_?items?/|/task/|/tasks/|/story/|/stories/|/bugs?/|/c/[A-Za-z0-9]{8}|show_bug\.cgi\?id=|/_workitems/edit/)"
    r"[^\s<>|()\[\]\"']*",
)
_ANY_ADDRESS = re.compile(r"https?://[^\s<>|()\[\]]+")
_KEY = re.compile(r"(?<![\w/.#-])(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|T\d{4,7})(?![\w-])")
_HASH = re.compile(r"(?<![\w&/])(?:[\w.-]{1,60}/[\w.-]{1,60}|[\w.-]{2,60})?#\d{2,7}(?!\w)")
_REFERENCE = re.compile(r"\[([^\[\]]{1,80})\](?:\[([^\[\]]{0,80})\])?(?!\()")
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\[\]\n]{1,80})\]:[ \t]*<?(\S+?)>?(?:[ \t]|$)", re.MULTILINE)
_NO_KEYS = re.compile(r"(?:UTF|SHA|ERC|EIP|BIP|PEP|ISO|RFC|COVID|CVE|GPT|HTTP|TLS|AES|MD|PM|IPV|UTC|GMT|S|H|RAID|X)-?\d", re.IGNORECASE)


def link_definitions(markdown: str) -> dict[str, str]:
    """The addresses of a document's reference links by their lower-case label."""
    return {label.lower(): address for label, address in _DEFINITION.findall(markdown)} if "]:" in markdown else {}


def ticket_in(text: str, definitions: dict[str, str]) -> str | None:
    """The first ticket that `text` points to."""
    address = _ADDRESS.search(text)
    if address:
        return address[0].rstrip(".,;:")
    for label, other in _REFERENCE.findall(text) if definitions else ():
        target = definitions.get((other or label).lower(), "")
        if _ADDRESS.match(target):
            return target
    key = next((found[0] for found in _KEY.finditer(_ANY_ADDRESS.sub(" ", text)) if not _NO_KEYS.match(found[0])), None)
    if key:
        return key
    number = _HASH.search(_ANY_ADDRESS.sub(" ", text))
    return number[0] if number else None
