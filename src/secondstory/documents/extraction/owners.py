"""Who owns an action item, as its text says it: a mark, a name before it or after it."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("actions.toml").read_text(encoding="utf-8"))
_NOBODY = frozenset(_DATA["nobody"]["words"]) | frozenset(_DATA["verbs"]["words"])

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,30}"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{0,2}}"
_STATED = re.compile(
    r"[\s(\[,;–—-]{0,8}\b(?:owners?|assignees?|assigned to|responsible|dri|action owner)\s?(?:[:=]|is\b)\s?\**\s?"
    r"(?P<name>[^\s.;,()\[\]*|\n][^.;()\[\]*|\n]{0,59})[)\].]?",
    re.IGNORECASE,
)
_HANDLE = r"@[A-Za-z0-9][\w.-]{0,38}[A-Za-z0-9]"
_HANDLE_FIRST = re.compile(
    rf"\s*[(\[]?[`*_]{{0,3}}(?P<name>{_HANDLE}(?:\s?(?:,|&|and|/)\s?{_HANDLE})?)[`*_]{{0,3}}[)\]]?\s?(?:[:–—-]\s|)\s*"
)
_HANDLE_LAST = re.compile(rf"[\s(\[,–—-]+[`*_]{{0,3}}(?P<name>{_HANDLE}(?:\s?(?:,|&|and|/)\s?{_HANDLE})?)[`*_]{{0,3}}[)\]]?\s*\.?\s*$")
_BOLD_FIRST = re.compile(
    rf"\s*(?:\*\*|__)(?P<name>@?[\w'’.-]{{1,30}}(?:\s(?:(?:and|&)\s)?{_NAME}){{0,2}})\s?:?(?:\*\*|__)\s?(?P<colon>:?)\s*(?=\S)"
)
_NAME_TO = re.compile(rf"\s*(?P<name>{_NAME}(?:\s(?:(?:and|&)\s)?{_NAME})?)\s(?=to\s[a-z])")
_NAME_COLON = re.compile(rf"\s*\[?(?P<name>{_NAMES})\]?\s?(?::|\s[–—-])\s+(?=\S)")
_NAME_LAST = re.compile(rf"[\s]*(?:[(\[](?P<bracket>{_NAMES})[)\]]|\s[–—-]\s?(?P<dash>{_NAMES}))\s*\.?\s*$")


def split_owner(text: str, *, people: frozenset[str]) -> tuple[str | None, str]:
    """The owner that an item's text names, and the text without the mark. `people` are lower-case names known from elsewhere.

    A lone capitalised word in brackets, in bold or before a colon may as well be a product, so it counts only where the document
    names such a person elsewhere, or where nothing but a name fits ("Ada to …").
    """
    stated = _STATED.search(text)
    if stated:
        return stated["name"].strip(), f"{text[: stated.start()]} {text[stated.end() :]}".strip()
    first = _HANDLE_FIRST.match(text)
    if first and first.end() < len(text):
        return first["name"], text[first.end() :].strip()
    last = _HANDLE_LAST.search(text[-90:])
    if last:
        return last["name"], text[: len(text) - len(text[-90:]) + last.start()].strip()
    return _named(text, people)


def _named(text: str, people: frozenset[str]) -> tuple[str | None, str]:
    bold = _BOLD_FIRST.match(text)
    if bold and is_name(bold["name"]) and (":" not in bold[0] or is_known(bold["name"], people)):
        return bold["name"], text[bold.end() :].strip()
    to = _NAME_TO.match(text)
    if to and is_name(to["name"]):
        return to["name"], text[to.end() :].strip()
    colon = _NAME_COLON.match(text)
    if colon and is_known(colon["name"], people):
        return colon["name"], text[colon.end() :].strip()
    last = _NAME_LAST.search(text[-110:])
    name = (last["bracket"] or last["dash"]) if last else None
    if last and name and is_known(name, people):
        return name, text[: len(text) - len(text[-110:]) + last.start()].strip()
    return None, text


def owner_mark(text: str) -> str | None:
    """The words that state an owner ("Owner: Ada"), which an item's title goes without."""
    stated = _STATED.search(text)
    return stated[0].strip() if stated else None


def is_name(text: str) -> bool:
    """Whether every word of `text` could be a name's, and none is a word that heads items instead."""
    words = text.replace("&", " ").replace(" and ", " ").split()
    return (
        0 < len(words) <= 4
        and all(word[0].isupper() or word[0] == "@" for word in words)
        and not any(word.lower().strip(".") in _NOBODY or word.lower().endswith(("ing", "tion", "ment", "ity")) for word in words)
    )


def is_known(name: str, people: frozenset[str]) -> bool:
    return is_name(name) and name.lower() in people


def known_people(names: Iterable[str]) -> frozenset[str]:
    """Names in lower case, whole and by first name."""
    return frozenset(form for name in names if name for form in (name.lower(), name.lower().split()[0], name.lower().lstrip("@")))
