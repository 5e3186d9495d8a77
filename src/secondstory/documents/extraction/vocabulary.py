"""Which part of a report a heading or label names; the words are data in `vocabulary.toml`."""

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from secondstory.documents.extraction.inline import plain


class Rank(IntEnum):
    """How surely a title names its part; the best rank in a document wins."""

    EXACT = 0
    PHRASE = 1
    WEAK = 2


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a report that a title names."""

    name: str
    rank: Rank


_DATA: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
MENU = frozenset(_DATA.pop("menu")["exact"])
"""What the menus of web pages say."""

_EXACT = {title: Part(name, Rank.EXACT) for name, words in reversed(_DATA.items()) for title in words.get("exact", [])}
_WEAK = {title: Part(name, Rank.WEAK) for name, words in reversed(_DATA.items()) for title in words.get("weak", [])}
_STARTS = [(start, Part(name, Rank.PHRASE)) for name, words in _DATA.items() for start in words.get("starts", [])]
_ANY_START = tuple(start for start, _ in _STARTS)
_HAS = [
    (re.compile(rf"\b{re.escape(phrase)}\b"), Part(name, Rank.PHRASE)) for name, words in _DATA.items() for phrase in words.get("has", [])
]
_HAS_ANY = re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for words in _DATA.values() for phrase in words.get('has', []))})\b")

_LONGEST_TITLE = 80
_EMOJI_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ivx]{1,4}[.)]|[a-e][.)])\s+", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_SPACES = re.compile(r"[\s_–—-]+")
_JOINTS = re.compile(r"\s*(?:[/,:|&+]|\s-\s|\band\b|\bor\b)\s*")


@lru_cache(maxsize=4096)
def normal_title(title: str) -> str:
    """A title in lower case without marks, emoji codes, numbering and brackets."""
    text = _EMOJI_CODE.sub(" ", plain(title)).replace("’", "'").replace("&", " and ").lower()
    text = _BRACKETS.sub(" ", text)
    text = _EDGES.sub("", text)
    text = _NUMBERING.sub("", text)
    return _EDGES.sub("", _SPACES.sub(" ", text).strip())


@lru_cache(maxsize=4096)
def part_named(title: str) -> Part | None:
    """The part that `title` names, or None."""
    if len(title) > 2 * _LONGEST_TITLE:
        return None
    name = normal_title(title)
    if not name or len(name) > _LONGEST_TITLE:
        return None
    return _EXACT.get(name) or _of_pieces(name) or _of_phrases(name) or _WEAK.get(name) or _of_phrases(plain(title).lower())


def _of_pieces(name: str) -> Part | None:
    """For titles that name two parts ("Severity & Impact", "Action Items / Response"): the first that says more than "other"."""
    pieces = [piece for piece in _JOINTS.split(name) if piece]
    if len(pieces) < 2:
        return None
    parts = [_EXACT[piece] for piece in pieces if piece in _EXACT]
    if len(parts) < len(pieces) and not (parts and pieces[0] in _EXACT):
        return None
    return next((Part(part.name, Rank.PHRASE) for part in parts if part.name != "other"), None)


def _of_phrases(name: str) -> Part | None:
    for start, part in _STARTS if name.startswith(_ANY_START) else ():
        if name.startswith(start) and (len(name) == len(start) or not name[len(start)].isalnum()):
            return part
    if not _HAS_ANY.search(name):
        return None
    for phrase, part in _HAS:
        if phrase.search(name):
            return part
    return None
