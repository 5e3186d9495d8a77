"""Lists of words, and tests for what a list cannot hold."""

import pytest

from secondstory.language.tokens import read_sentence
from secondstory.language.vocabulary import built_in_lists, name_words, vocabulary


def holds(test: str, text: str, *, people: frozenset[str] = frozenset()) -> bool:
    """Whether the test holds of the first word."""
    return vocabulary().tests[test](read_sentence(text, 0, len(text), people=people), 0)


@pytest.mark.parametrize(
    ("word", "is_so"), [("removed", True), ("Written", True), ("speed", False), ("need", False), ("ed", False), ("write", False)]
)
def test_a_participle_is_known_by_its_ending_or_from_a_list(word: str, is_so: bool) -> None:
    assert holds("participle", word) is is_so


@pytest.mark.parametrize(("word", "is_so"), [("removed", True), ("wrote", True), ("written", False), ("feed", False)])
def test_a_past_tense_is_known_by_its_ending_or_from_a_list(word: str, is_so: bool) -> None:
    assert holds("past", word) is is_so


def test_a_given_name_counts_with_a_capital_only() -> None:
    assert holds("name", "Dana")
    assert not holds("name", "dana")
    assert not holds("name", "Jenkins")


def test_a_handle_is_a_name() -> None:
    assert holds("name", "@dana")
    assert not holds("name", "@d")


def test_a_name_of_the_incident_counts_with_a_capital_only() -> None:
    people = name_words(["Quillon A. Brook", "@zed.zorn"])
    assert people == {"quillon", "brook", "zed.zorn"}
    assert holds("name", "Quillon", people=people)
    assert not holds("name", "brook", people=people)


def test_a_mark_is_no_word() -> None:
    assert holds("word", "so")
    assert not holds("word", "—")


def test_a_project_adds_words_to_a_list_or_makes_a_new_one() -> None:
    words = vocabulary({"role": ["Custodian"], "vessel": ["Ferry", "barge"]})
    assert words.lists["role"] == built_in_lists()["role"] | {"custodian"}
    assert words.lists["vessel"] == {"ferry", "barge"}
    assert "custodian" not in vocabulary().lists["role"]


def test_every_word_of_a_list_can_stand_in_a_sentence() -> None:
    impossible = [
        word for words in built_in_lists().values() for word in words if read_sentence(word, 0, len(word)).words != [word] and word != "'s"
    ]
    assert not impossible
