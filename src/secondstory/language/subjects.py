"""Who or what a sentence says did something: a light guess at the subject of a verb, from the words before it."""

from enum import StrEnum

from secondstory.language.patterns import Vocabulary
from secondstory.language.tokens import Sentence

FURTHEST = 24  # words looked at before the verb


class Subject(StrEnum):
    PERSON = "person"
    """I, we, a role, a team, a name."""
    WORK = "work"
    """Work that people do: a review, a test, a decision."""
    SYSTEM = "system"
    """A program, a machine, a control."""
    POINTER = "pointer"
    """it, this, that, which: points elsewhere."""
    NONE = "none"
    """Nothing stands before the verb: the author dropped "I" or "we"."""
    THING = "thing"
    """Any other noun."""


_RELATIVES = frozenset(["that", "which", "who"])
_JOINTS = frozenset(["and", "but", "or", ",", "then"])
_EMPHASIS = frozenset(["himself", "herself", "themselves", "ourselves", "myself", "itself"])


def subject_before(sentence: Sentence, index: int, words: Vocabulary) -> Subject:
    """Guess the subject of the verb group that begins at word `index`."""
    last = index - 1
    while last >= 0 and index - last < FURTHEST and _may_stand_between(sentence.words[last], words):
        last -= 1
    if last >= 0 and sentence.words[last] in {")", "]", ","}:
        last = _before_insertion(sentence, last)
    if last >= 0 and sentence.words[last] in _RELATIVES and last > 0 and sentence.words[last - 1] not in words.lists["boundary"]:
        last -= 1
    first = _clause_start(sentence, last, index, words)
    subject = _classify(sentence, first, last + 1, words)
    if subject is Subject.NONE and first > 0 and sentence.words[first - 1] in _JOINTS:
        return _first_actor(sentence, _clause_start(sentence, first - 2, first, words), first - 1, words)
    return subject


def _may_stand_between(word: str, words: Vocabulary) -> bool:
    return word in words.lists["adverb"] or word in words.lists["slip"] or word in _EMPHASIS


def _clause_start(sentence: Sentence, last: int, index: int, words: Vocabulary) -> int:
    first = last
    while first >= 0 and index - first < FURTHEST and sentence.words[first] not in words.lists["boundary"]:
        first -= 1
    return first + 1


def _first_actor(sentence: Sentence, first: int, last: int, words: Vocabulary) -> Subject:
    """Guess the subject of the clause before "and" or a comma, which the next verb shares."""
    name = words.tests["name"]
    for place in range(first, min(last, first + 6)):
        word = sentence.words[place]
        if word in words.lists["pronoun"] or word in words.lists["role"] or name(sentence, place):
            return Subject.PERSON
        if word in words.lists["system"]:
            return Subject.SYSTEM
        if word in words.lists["pointer"]:
            return Subject.POINTER
    return Subject.THING if first < last else Subject.NONE


def _before_insertion(sentence: Sentence, last: int) -> int:
    """Step over "(…)" or ", …," between subject and verb; a single comma stays a boundary."""
    opener = {")": "(", "]": "[", ",": ","}[sentence.words[last]]
    for place in range(last - 1, max(-1, last - 12), -1):
        if sentence.words[place] == opener:
            return place - 1
    return last


def _classify(sentence: Sentence, first: int, last: int, words: Vocabulary) -> Subject:
    group = sentence.words[first:last]
    while group and not group[0][0].isalnum() and group[0][0] != "@":
        group, first = group[1:], first + 1
    if not any(word[0].isalpha() or word[0] == "@" for word in group):
        return Subject.NONE
    head = len(group) - 1
    if group[head] in words.lists["pronoun"] and group[head] != "they":
        return Subject.PERSON
    if group[head] in words.lists["pointer"]:
        return Subject.POINTER
    for place, word in enumerate(group):
        if place and word in words.lists["preposition"]:
            head = place - 1
            break
    word = group[head]
    name = words.tests["name"]
    if word in words.lists["role"] or name(sentence, first + head) or name(sentence, first + len(group) - 1):
        return Subject.PERSON
    if word.endswith("ing") and any(earlier in words.lists["role"] for earlier in group[:head]):
        return Subject.PERSON  # "the team working on …"
    if word in words.lists["person"]:
        return Subject.PERSON
    if word in words.lists["work"]:
        return Subject.WORK
    if word in words.lists["system"]:
        return Subject.SYSTEM
    return Subject.THING
