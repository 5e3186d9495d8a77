"""Who owns an item, as its text says it: one person, a group, or nobody. A name that only occurs in it owns nothing."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from secondstory.language.actions.reading import Reading
from secondstory.language.actions.word_lists import listed
from secondstory.language.actions.words import Word, words_of


class OwnerKind(StrEnum):
    INDIVIDUAL = "individual"
    TEAM = "team"
    NONE = "none"


class Owner(NamedTuple):
    """`start` and `end` are where the text names the owner; both 0 where it was given apart or nobody is named."""

    kind: OwnerKind
    start: int = 0
    end: int = 0


NOBODY = Owner(OwnerKind.NONE)

_ASKING = frozenset({"explore", "deliver", "improve", "fix", "assure", "talk", "tell", "train", "write", "block"})
_SUBJECT = 7


def owner_in(reading: Reading, *, owner: str = "", people: Sequence[str] = ()) -> Owner:
    """Return who owns an item. An `owner` that was given counts before the text."""
    if kind := _kind_of_value(words_of(owner)):
        return Owner(kind)
    words = reading.words
    return _in_field(words) or _in_handle(words) or _known_person(words, people) or _in_subject(reading) or _in_brackets(reading) or NOBODY


def _kind_of_value(value: Sequence[Word]) -> OwnerKind | None:
    """Return what the value of a field such as "Owner:" names, None where it names nobody."""
    texts = [word.text.lower() for word in value]
    if (
        not any(text[:1].isalnum() for text in texts)
        or texts[0] in ("a", "an", "each", "one", "several")
        or " ".join(texts) in listed("unset")
        or texts[0] in listed("unset")
    ):
        return None
    is_several = any(text in ("and", "&", ",", "/", "+", ";") for text in texts[:-1])
    return OwnerKind.TEAM if is_several or not listed("groups").isdisjoint(texts) else OwnerKind.INDIVIDUAL


def _found(kind: OwnerKind, words: Sequence[Word]) -> Owner:
    return Owner(kind, words[0].start, words[-1].end)


def _in_field(words: Sequence[Word]) -> Owner | None:
    """ "Owner: Ada", "assigned to Ada", "owned by the storage team" """
    for place, word in enumerate(words[:-1]):
        if word.text.lower() not in listed("fields"):
            continue
        at = place + 1
        is_field = words[at].text == ":" or (word.text.lower() in ("assigned", "owned") and words[at].text.lower() in ("to", "by"))
        if is_field:
            at += 2 if words[at].text.lower() in ("to", "by") and words[at + 1 : at + 2] and words[at + 1].text == ":" else 1
            value = _until_stop(words, at)
            if value and (kind := _kind_of_value(value)):
                return _found(kind, value)
    return None


def _until_stop(words: Sequence[Word], start: int) -> list[Word]:
    """The words of a field's value: up to a stop, a bracket or another field, six at most."""
    value: list[Word] = []
    for word in words[start : start + 6]:
        if word.text in (".", ";", ")", "]", "(", "–", "—", "?", "!") or word.text.lower() in (
            "due",
            "by",
            "deadline",
            "status",
            "eta",
            "priority",
        ):
            break
        value.append(word)
    while value and value[-1].text in (",", "-", ":"):
        value.pop()
    return value


def _in_handle(words: Sequence[Word]) -> Owner | None:
    """ "@ada to …" or "… (@ada)": a handle at the start, at the end, in brackets or before a verb owns the item."""
    for place, word in enumerate(words[:-1]):
        is_address = place > 0 and words[place - 1].end == word.start and not words[place - 1].is_mark
        if word.text != "@" or is_address or words[place + 1].start != word.end:
            continue
        last = place + 1
        while last + 2 < len(words) and words[last + 1].text in "-./" and words[last + 2].start == words[last].end + 1:
            last += 2
        after = words[last + 1].text.lower() if last + 1 < len(words) else ""
        closes = after in ("", ")", "]", ".") or after in listed("after_owner")
        if closes or place == 0:
            name = words[place : last + 1]
            is_group = any(part.text.lower() in listed("groups") or part.text == "/" for part in name)
            return _found(OwnerKind.TEAM if is_group else OwnerKind.INDIVIDUAL, name)
    return None


def _known_person(words: Sequence[Word], people: Sequence[str]) -> Owner | None:
    """A name that was given, where somebody who takes an item on is named: first, last, in brackets or before a verb."""
    texts = [word.text.lower() for word in words]
    names = sorted(
        (tuple(part.text.lower() for part in words_of(person)[:4]) for person in people if person.strip()), key=len, reverse=True
    )
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        if name:
            by_first.setdefault(name[0], []).append(name)
    for place, text in enumerate(texts):
        for name in by_first.get(text, ()):
            end = place + len(name)
            if tuple(texts[place:end]) != name:
                continue
            after = texts[end] if end < len(texts) else ""
            before = texts[place - 1] if place else ""
            if (
                after in listed("after_owner")
                or (after in ("", ")", "]") and before in ("", "(", "[", "-", "–", "—", ":"))
                or (not before and after in (":", "-", ","))
            ):
                return _found(OwnerKind.INDIVIDUAL, words[place:end])
    return None


def _in_subject(reading: Reading) -> Owner | None:
    """ "Ada Okafor will …", "the storage team needs to …" in the first sentence"""
    words = reading.words
    end = reading.parts[0].main_end if reading.parts else 0
    begin = reading.begin
    if reading.kinds_at(begin) & _ASKING:
        return None
    for place in range(begin + 1, end):
        text = words[place].text.lower()
        if text == ":":
            begin = place + 1
        if text not in listed("owner_modals") or place <= begin:
            continue
        if text == "to" and begin <= reading.head < place and reading.kinds_at(reading.head) & _ASKING:
            return None
        subject = words[begin:place]
        if subject[-1].text.lower() in listed("groups") and (text != "to" or len(subject) <= _SUBJECT):
            start = _start_of_subject(words, place, begin)
            if start == begin or subject[-1].text.lower() in listed("named_groups"):
                return _found(OwnerKind.TEAM, words[start:place])
        is_sure = len(subject) > 1 or (
            text in ("will", "to", "shall") and words[place + 1 : place + 2] and words[place + 1].text.lower() != "be"
        )
        return _found(OwnerKind.INDIVIDUAL, subject) if is_sure and _is_name(reading, subject) else None
    return None


def _start_of_subject(words: Sequence[Word], place: int, begin: int) -> int:
    start = place - 1
    while (
        start > begin
        and place - start < _SUBJECT
        and not words[start - 1].is_mark
        and words[start - 1].text.lower() not in ("and", "that", "so", "for")
    ):
        start -= 1
    return start


def _is_name(reading: Reading, name: Sequence[Word]) -> bool:
    """Whether words look like a person's name: capitals, no digits, no abbreviations, nothing that the vocabulary knows."""
    parts = [word for word in name if word.text != "."]
    if not parts or len(parts) > 3 or any(word.is_mark for word in parts):
        return False
    for word in parts:
        text = word.text
        is_initial = len(text) == 1 and text.isupper()
        is_capitalised = text[0].isupper() and text[1:].replace("'", "").replace("’", "").isalpha() and not any(map(str.isupper, text[2:]))
        if (
            not (is_initial or is_capitalised)
            or text.lower() in listed("not_names")
            or text.lower() in listed("groups")
            or text.lower().endswith("ly")
        ):
            return False
    first = reading.words.index(name[0])
    return not any(reading.kinds_at(place) for place in range(first, first + len(name)))


def _in_brackets(reading: Reading) -> Owner | None:
    """ "… (Ada Okafor)", "… (Ada will call the meeting)", "… (storage team)" """
    words = reading.words
    for place, word in enumerate(words):
        if word.text not in "([":
            continue
        end = next(
            (
                i
                for i in range(place + 1, min(place + 6, len(words)))
                if words[i].text in (")", "]") or words[i].text.lower() in listed("in_brackets")
            ),
            0,
        )
        inside = words[place + 1 : end]
        if not inside:
            continue
        is_last = words[end].text in (")", "]") and end + 2 >= len(words)
        speaks = words[end].text.lower() in listed("in_brackets")
        if inside[-1].text.lower() in ("team", "squad", "sre", "ops") and is_last:
            return _found(OwnerKind.TEAM, inside)
        if _is_name(reading, inside) and (speaks or (is_last and len(inside) >= 2)):
            return _found(OwnerKind.INDIVIDUAL, inside)
    return None
