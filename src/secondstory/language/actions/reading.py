"""An item taken apart: where its own request begins, which words stand there and which only explain."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from secondstory.language.actions.vocabulary import Hit, hits_in
from secondstory.language.actions.word_lists import listed
from secondstory.language.actions.words import Word, words_of

VERBS = frozenset({
    "explore", "inspect", "improve", "assure", "talk", "tell", "train", "care", "rule", "write", "deliver", "fix", "block", "discard",
    "detect", "test", "cushion", "intent",
})  # fmt: skip
"""Kinds of word that an item can begin with: what it asks for."""

_LOOKAHEAD = 14
_TITLE = 9
_OPENING = 30
_SUBJECT = 6
_JOINTS = frozenset({"and", "also", "actively", "hard"})


class Part(NamedTuple):
    """A sentence: words `start` to `main_end` ask for something, those before and up to `end` say when, why or what for."""

    opening: int
    start: int
    main_end: int
    end: int

    def explains(self, place: int) -> bool:
        return self.opening <= place < self.start or self.main_end <= place < self.end


class Reading:
    """The words, parts and hits of an item. `head` is the word its request begins with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.hits = hits_in(self.words)
        self.at: dict[int, list[Hit]] = {}
        for hit in self.hits:
            self.at.setdefault(hit.first, []).append(hit)
        self.begin = _after_state(self.words)
        self.parts = list(_parts(self.words, self.begin))
        self.head = self._head_of(self.parts[0]) if self.parts else self.begin

    def kinds_at(self, place: int) -> set[str]:
        return {hit.kind for hit in self.at.get(place, ())}

    @cached_property
    def main_hits(self) -> list[Hit]:
        """What stands where something is asked for, in the order of the text."""
        return [
            hit
            for hit in self.hits
            if hit.first not in self._asides and any(part.start <= hit.first < part.main_end for part in self.parts)
        ]

    @cached_property
    def side_hits(self) -> list[Hit]:
        """What stands in a reason, a condition or a purpose."""
        return [hit for hit in self.hits if hit.first in self._asides or any(part.explains(hit.first) for part in self.parts)]

    @cached_property
    def _asides(self) -> set[int]:
        """Places inside round brackets."""
        inside, depth = set(), 0
        for place, word in enumerate(self.words):
            depth = max(0, depth + (word.text == "(") - (word.text == ")"))
            if depth:
                inside.add(place)
        return inside

    @cached_property
    def verbs(self) -> list[int]:
        """Places of the verbs that ask: the head and what follows it after a comma or an "and"."""
        if not self.parts:
            return []
        places = [self.head]
        for part in self.parts:
            for place in range(part.start, part.main_end - 1):
                word = self.words[place]
                joined = word.stem in ("and", "then") or word.text in (",", ":", "-", "&")
                if joined and place >= self.head and self.kinds_at(place + 1) & VERBS:
                    places.append(place + 1)
            if part is not self.parts[0]:
                places.append(self._head_of(part))
        return sorted(set(places))

    def _head_of(self, part: Part) -> int:
        """Return the word a sentence asks with: its verb where one is found, else its first word of weight."""
        first = self._skip_leads(part.start, part.end)
        if first < part.end and self.kinds_at(first) & VERBS:
            return first
        if title_end := self._title_end(part):
            after = self._skip_leads(title_end, part.end)
            if after < part.end and self.kinds_at(after) & VERBS:
                return after
        for place in range(part.start, min(part.start + _LOOKAHEAD, part.main_end - 1)):
            if self.words[place].text.lower() in listed("modals") or (
                place > part.start and self.words[place].text.lower() in listed("auxiliaries")
            ):
                after = self._skip_leads(place, part.end)
                if after < part.end and self.kinds_at(after) & VERBS:
                    return after
        return min(first, part.end - 1)

    def _title_end(self, part: Part) -> int:
        """Return where the text after a title such as "Alerting: " or "Alerting - " begins, 0 without one."""
        words = self.words
        for place in range(part.start + 1, min(part.start + _TITLE, part.end - 1)):
            is_spaced = words[place + 1].start > words[place].end
            if is_spaced and (words[place].text == ":" or (words[place].text in "-–—" and words[place].start > words[place - 1].end)):
                return place + 1
        return 0

    def _skip_leads(self, place: int, end: int) -> int:
        while place < end and (
            self.words[place].is_mark or self.words[place].text.lower() in listed("leads") or self.words[place].text.lower().endswith("ly")
        ):
            if {hit.kind for hit in self.at.get(place, ()) if hit.last - hit.first > 1} & VERBS:
                break
            place += 1
        return place


def _after_state(words: list[Word]) -> int:
    """Return where an item begins after "Status: done -", "[x]", "1)" and the like."""
    place = 0
    while place < len(words) and (words[place].is_mark or words[place].stem.isdecimal() or words[place].text.lower() in listed("states")):
        if (
            words[place].text.lower() in listed("ambiguous")
            and not (words[place].text.isupper() and len(words[place].text) > 2)
            and not _is_state(words, place)
        ):
            break
        place += 1
    place = _after_label(words, place)
    return place if place < len(words) else 0


def _after_label(words: list[Word], start: int) -> int:
    """Return where an item begins after "Task T123 -" or "Action item:"; `start` if nothing of the kind stands there."""
    for place in range(start, min(start + _TITLE, len(words))):
        word = words[place]
        if word.text == ":" or (word.text in "-–—" and place > start and word.start > words[place - 1].end):
            after = place + 1
            while after < len(words) and words[after].text in ("-", "–", "—", ":", '"'):
                after += 1
            if place > start and after < len(words) and words[after].start > word.end:
                return after
        elif not word.is_mark and word.text.lower() not in listed("labels") and not any(map(str.isdecimal, word.text)):
            return start
    return start


def _is_state(words: list[Word], place: int) -> bool:
    after = words[place + 1].text.lower() if place + 1 < len(words) else ""
    return after in ("progress", "going", "]", ":", "-", ")", "–", "—")


def _parts(words: list[Word], begin: int) -> Iterable[Part]:
    start = begin
    for place in range(begin, len(words) + 1):
        if place == len(words) or _ends_sentence(words, place):
            if place > start:
                asking = _after_opening(words, start, place)
                yield Part(start, asking, _main_end(words, asking, place), place)
            start = place + 1


def _ends_sentence(words: list[Word], place: int) -> bool:
    word = words[place]
    if word.text not in (".", "?", "!", ";", "…"):
        return False
    return place + 1 == len(words) or words[place + 1].start > word.end


def _after_opening(words: list[Word], start: int, end: int) -> int:
    """Return where a sentence begins to ask after "To prevent a repeat," or "Since then,": `start` if it does so at once."""
    if words[start].text.lower() not in listed("openings"):
        return start
    for place in range(start + 1, min(start + _OPENING, end - 2)):
        if words[place].text != ",":
            continue
        ahead = [word.text.lower() for word in words[place + 1 : min(place + 1 + _SUBJECT, end)]]
        if ahead[0] in listed("speakers") or not listed("auxiliaries").isdisjoint(ahead) or not listed("modals").isdisjoint(ahead[1:]):
            return place + 1
    return start


def _main_end(words: list[Word], start: int, end: int) -> int:
    """Return where a reason, a condition, a purpose or an aside begins."""
    purposes = listed("purposes")
    for place in range(start + 2, end):
        text, after = words[place].text.lower(), words[place + 1].text.lower() if place + 1 < end else ""
        is_dash = text in ("–", "—") or (text == "-" and words[place].start > words[place - 1].end)
        is_aim = text == "to" and after in listed("aims") and words[place - 1].text.lower() not in listed("asked") | _JOINTS
        if (is_dash and place > start + _TITLE // 2) or text in purposes or f"{text}-{after}" in purposes or is_aim:
            return place
    return end
