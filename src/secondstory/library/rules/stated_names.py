"""Whether what a document wrote as an owner or a participant names one person."""

import re

_SEVERAL = re.compile(r"[,;/&+|]| and | or | und | et ", re.IGNORECASE)
_NOT_A_PERSON = re.compile(
    r"\b(?:teams?|squad|crew|group|dept|department|ops|devops|sre|sres|infra|infrastructure|platform|backend|frontend|engineering|engineers?|"
    r"everyone|everybody|all|anyone|nobody|none|unknown|unassigned|tbd|tba|todo|n/?a|on-?call|support|security|product|management|marketing|"
    r"qa|dba|it|noc|vendor|customer|developers?|dev|staff|operations|services?|network|database|data|release|responders?|owners?|managers?|"
    r"done|open|closed|pending|high|medium|low|yes|no|company|inc|ltd|gmbh|llc)\b",
    re.IGNORECASE,
)
_NOT_IN_NAMES = re.compile(r"[\d:<>{}]|https?")
_MARKS = re.compile(r"^\[(?P<words>[^\]]+)\]\([^)]*\)$")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*", re.UNICODE)
_HANDLE = re.compile(r"@[\w][\w.-]{1,38}")


def one_person(stated: str | None, *, known: frozenset[str] = frozenset()) -> str | None:
    """Return the name of the one person meant, or None for a team, several people or words that are no name.

    A single word counts where it is a handle (`@ada`) or where the document lists it, or somebody with that first name, among its people
    (`known`).
    """
    if not stated:
        return None
    name = _plain(stated)
    if not 2 <= len(name) <= 80 or _SEVERAL.search(name):
        return None
    if _HANDLE.fullmatch(name):
        return name[1:]
    words = name.split()
    if _NOT_A_PERSON.search(name) or len(words) > 4 or not all(_WORD.fullmatch(word) for word in words):
        return None
    if len(words) == 1:
        return _among(name, known)
    return name if words[0][0].isupper() and words[-1][0].isupper() else None


def is_name(stated: str) -> bool:
    """Whether a listed participant can be the name of somebody."""
    name = _plain(stated)
    return 2 <= len(name) <= 80 and not any(pattern.search(name) for pattern in (_SEVERAL, _NOT_IN_NAMES, _NOT_A_PERSON))


def plain_name(stated: str) -> str:
    return _plain(stated).removeprefix("@")


def _among(word: str, known: frozenset[str]) -> str | None:
    if word in known:
        return word
    of_first_name = [name for name in known if name.split()[0] == word]
    return of_first_name[0] if len(of_first_name) == 1 else None


def _plain(stated: str) -> str:
    name = " ".join(stated.split()).strip("*_`~ ")
    if found := _MARKS.match(name):
        name = found["words"].strip("*_`~ ")
    return name
