"""What kind an event may be of, from what is said in it. The words are data: kinds.toml. They are English; other languages get none."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from secondstory.timeline.rules.kind_words import label_of, tag_of
from secondstory.timeline.rules.vocabulary import EventKind

FILE = Path(__file__).with_name("kinds.toml")
READ_CHARACTERS = 600
"""What an event is about stands at its start; what a long mail mentions further on is rarely what happened then."""
LONGEST_QUOTE = 90
_GUARD_CHARACTERS = 48


class Medium(StrEnum):
    """What an event was said in. The value is the noun by which a reason calls it."""

    MESSAGE = "message"
    MAIL = "mail"
    TICKET = "ticket"
    POST = "post"
    CODE = "code"
    UPDATE = "update"
    ALERT = "alert"
    CALENDAR = "calendar"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind that an event may be of, the reason as the end of “Suggested, because …”, and the words of the event that gave it."""

    kind: EventKind
    because: str
    words: str


@dataclass(frozen=True, slots=True)
class KindRule:
    """One entry of kinds.toml."""

    kind: EventKind
    needs: frozenset[str]
    pattern: re.Pattern[str]
    mood: str
    must_be_first: bool
    by_people: bool
    flags: tuple[str, ...]
    passes: tuple[str, ...]


_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")
_CLEANING = (
    ("```", re.compile(r"```.*?(?:```|\Z)", re.DOTALL), "\n"),
    (">", re.compile(r"^[ \t]*>.*$", re.MULTILINE), ""),
    ("&gt;", re.compile(r"^[ \t]*&gt;.*$", re.MULTILINE), ""),
    ("](", re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)?"), r"\1"),
    ("://", re.compile(r"<?\bhttps?://\S+"), ""),
)
_SPACES = re.compile(r"[ \t\xa0]+")
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]*")
_LEADING = re.compile(r"\A[\s*_~>•|–—:()\[\]-]+")
_MOODS = {
    "statement": r"not|never|no|nobody|none|without|cannot|(?:is|was|are|were|do|does|did|has|have|had|ca|wo|could|should|would)n't",
    "denial": "",
}
_SUPPOSED = (
    r"if|unless|until|till|whether|should|could|might|may|would|will|'ll|shall|must|let's|lets|to|need|needs|going to|about to|trying to"
    r"|how|why|who|before|once|when|after|since|please|can|in case|plans?|planned|planning|wants?|hope|hopefully|expect|expected|tomorrow"
)
_GUARDS = {
    mood: re.compile(
        rf"(?:^|[\s,;(]|(?='ll))(?:{_SUPPOSED}{'|' + denied if denied else ''})[\s,]+(?:[^\s,;:.]+\s+){{0,2}}$"
        r"|\b(?:why|how|whether|if)\s+(?:[^\s,;:.]+\s+){0,5}$"
    )
    for mood, denied in _MOODS.items()
}
_PROGRAM = re.compile(
    r"\bbots?\b|\[bot\]|bot$|\b(?:alertmanager|pagerduty|opsgenie|grafana|prometheus|datadog|jenkins|github|gitlab|jira|zabbix|nagios|sentry"
    r"|statuspage|cloudwatch|webhook|workflow|zapier|terraform|argo ?cd|spinnaker)\b",
    re.IGNORECASE,
)
_SAID_BY_PROGRAMS = {
    EventKind.PAGE,
    EventKind.ACKNOWLEDGEMENT,
    EventKind.ESCALATION,
    EventKind.CHANGE,
    EventKind.COMMUNICATION,
    EventKind.SIGNAL,
}
_VENDOR_TYPES = (
    (EventKind.ESCALATION, re.compile(r"escalat|responder[._ ]?(?:request|added)|delegat", re.IGNORECASE)),
    (EventKind.ACKNOWLEDGEMENT, re.compile(r"(?<!un)acknowledged?\b(?!.{0,12}timeout)", re.IGNORECASE)),
    (EventKind.CHANGE, re.compile(r"\bdeployment(?:\b|_)(?!.{0,12}(?:review|protection|fail|error))", re.IGNORECASE)),
    (EventKind.PAGE, re.compile(r"\b(?:notify_log_entry|notification[._ ]sent|paged)\b", re.IGNORECASE)),
)
_SILENT = {Medium.CODE, Medium.CALENDAR}


def medium_of(source: str) -> Medium:
    """Return what a source carries; `ENTRY` for one that nothing is known of."""
    return _table()[1].get(source, Medium.ENTRY)


def kind_rules() -> tuple[KindRule, ...]:
    """Return the rules of kinds.toml, in their order."""
    return _table()[0]


def suggested_kind(text: str, *, actor: str = "", medium: Medium = Medium.ENTRY, vendor_type: str = "") -> Suggestion | None:
    """Return the kind that an event of no stated kind may be of, or None: most events get none.

    What stands in quoted lines, blocks of code and addresses does not count, nor what is asked, denied, wished or only supposed (except
    for hypotheses). Of code, builds and calendars the words are names of things, and only the type that the vendor states counts.
    """
    by_type = _by_vendor_type(vendor_type)
    if by_type or medium in _SILENT:
        return by_type
    read = _readable(text)
    stated = label_of(read) or tag_of(read)
    if stated:
        words = stated[1].strip("*_[] ")
        return Suggestion(stated[0], f"the {medium} says “{words}”", words)
    return _said(read, medium, is_program=bool(actor and _PROGRAM.search(actor)))


def _by_vendor_type(vendor_type: str) -> Suggestion | None:
    for kind, pattern in _VENDOR_TYPES if vendor_type else ():
        found = pattern.search(vendor_type)
        if found:
            return Suggestion(kind, f"the source calls it “{vendor_type}”", vendor_type)
    return None


def _readable(text: str) -> str:
    """Return the start of a text in plain words, without what does not count."""
    read = text[:READ_CHARACTERS].replace("’", "'").replace("\r", "\n")
    for sign, pattern, instead in _CLEANING:
        if sign in read:
            read = pattern.sub(instead, read)
    return _LEADING.sub("", _SPACES.sub(" ", read)).rstrip()


def _said(read: str, medium: Medium, *, is_program: bool) -> Suggestion | None:
    numbers = _needed(_WORD.findall(read.lower()))
    sentences = _sentences(read) if numbers else []
    for number in numbers:
        rule = kind_rules()[number]
        if is_program and (rule.by_people or rule.kind not in _SAID_BY_PROGRAMS):
            continue
        for sentence in sentences:
            found = None if rule.mood != "any" and sentence[-1] == "?" else _match(rule, sentence)
            if found:
                words = _quote(sentence, found)
                return Suggestion(rule.kind, f"the {medium} says “{words}”", words)
    return None


def _needed(words: list[str]) -> list[int]:
    by_word = _table()[2]
    found: set[int] = set()
    for word in words:
        numbers = by_word.get(word)
        if numbers:
            found.update(numbers)
    return sorted(found)


def _sentences(read: str) -> list[str]:
    sentences = (_LEADING.sub("", found[0]).rstrip(" \t*_|()[]-–—") for found in _SENTENCE.finditer(read))
    return [one for one in sentences if one]


def _match(rule: KindRule, sentence: str) -> re.Match[str] | None:
    found = rule.pattern.match(sentence) if rule.must_be_first else rule.pattern.search(sentence)
    if found is None or rule.mood == "any":
        return found
    before = sentence[max(0, found.start() - _GUARD_CHARACTERS) : found.start()].lower()
    return None if before and _GUARDS[rule.mood].search(before) else found


def _quote(sentence: str, found: re.Match[str]) -> str:
    """Return the sentence, or where it is long as much of it from the words found on."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    rest = sentence[0 if found.end() <= LONGEST_QUOTE else found.start() :]
    if len(rest) <= LONGEST_QUOTE:
        return rest.strip()
    return (rest[:LONGEST_QUOTE].rsplit(None, 1) or [""])[0].strip(" ,;:(–—-") or rest[:LONGEST_QUOTE].strip()


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[KindRule, ...], dict[str, Medium], dict[str, tuple[int, ...]]]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rules = tuple(_rule(one, data["lists"]) for one in data["rules"])
    mediums = {name: Medium(medium) for medium, names in data["mediums"].items() for name in names.split()}
    by_word: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(rules):
        for word in rule.needs:
            by_word[word] = (*by_word.get(word, ()), number)
    return rules, mediums, by_word


def _rule(one: dict[str, Any], lists: dict[str, str]) -> KindRule:
    says = "|".join(f"(?:{pattern})" for pattern in one["says"]).replace("’", "'")
    for name, words in lists.items():
        says = says.replace(f"<{name}>", words)
    return KindRule(
        kind=EventKind(one["kind"]),
        needs=frozenset(one["needs"].split()),
        pattern=re.compile(says, re.IGNORECASE),
        mood=one.get("mood", "statement"),
        must_be_first=one.get("first", False),
        by_people=one.get("by", "any") == "people",
        flags=tuple(one["flags"]),
        passes=tuple(one["passes"]),
    )
