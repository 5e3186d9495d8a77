"""The words of the rules: lists from `words.toml`, and tests for what a list cannot hold."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from secondstory.language.patterns import Vocabulary, WordTest
from secondstory.language.tokens import Sentence

FOLDER = Path(__file__).parent


@cache
def built_in_lists() -> Mapping[str, frozenset[str]]:
    """Return the lists of `words.toml`."""
    read = tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))["lists"]
    return {name: frozenset(words.split()) for name, words in read.items()}


def vocabulary(more: Mapping[str, Iterable[str]] | None = None) -> Vocabulary:
    """Return the built-in lists and tests, with the words that a project adds to a list (or to a new one)."""
    lists = dict(built_in_lists())
    for name, words in (more or {}).items():
        lists[name] = lists.get(name, frozenset()) | {word.lower() for word in words}
    tests = {"participle": is_participle, "past": is_past, "name": _name_test(lists["given_name"]), "word": _is_word}
    return Vocabulary(lists, tests)


def name_words(people: Iterable[str]) -> frozenset[str]:
    """Return the words of people's names as they are looked for in a text: lower case, without initials."""
    return frozenset(part for name in people for part in name.lower().replace("@", " ").split() if len(part) > 2)


def is_participle(sentence: Sentence, index: int) -> bool:
    """Say whether the word can be a past participle."""
    word = sentence.words[index]
    return (word.endswith("ed") and len(word) > 3 and word not in built_in_lists()["not_participle"]) or word in built_in_lists()[
        "irregular_participle"
    ]


def is_past(sentence: Sentence, index: int) -> bool:
    """Say whether the word can be a past tense."""
    word = sentence.words[index]
    return (word.endswith("ed") and len(word) > 3 and word not in built_in_lists()["not_participle"]) or word in built_in_lists()[
        "irregular_past"
    ]


def _is_word(sentence: Sentence, index: int) -> bool:
    return sentence.is_word(index)


def _name_test(given_names: frozenset[str]) -> WordTest:
    def is_name(sentence: Sentence, index: int) -> bool:
        """Say whether this is a handle, a name of the incident, or a common given name with a capital."""
        word = sentence.words[index]
        if word[0] == "@":
            return len(word) > 2
        return (word in sentence.people or word in given_names) and sentence.is_capitalised(index)

    return is_name
