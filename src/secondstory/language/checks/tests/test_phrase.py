"""What must and must not stand around a match."""

from collections.abc import Mapping

import pytest

from secondstory.language.checks.phrase import NEAR, Phrase
from secondstory.language.patterns import PatternError
from secondstory.language.tokens import read_sentence
from secondstory.language.vocabulary import vocabulary

WORDS = vocabulary({"fruit": ["plum", "pear"]})


def found(check: Mapping[str, object], text: str) -> list[str]:
    sentence = read_sentence(text, 0, len(text))
    phrase = Phrase(check, WORDS)
    spans = [phrase.finds(pattern, sentence, index) for pattern in phrase.patterns for index in range(len(sentence))]
    if phrase.lets_pass(sentence):
        return []
    return [text[sentence.starts[span.report_first] : sentence.ends[span.report_last - 1]] for span in spans if span]


def test_each_pattern_counts() -> None:
    assert found({"patterns": ["ate a <fruit>", "[ dropped ] it"]}, "We ate a plum and dropped it.") == ["ate a plum", "dropped"]


def test_a_pattern_of_people_counts_after_a_person_only() -> None:
    check = {"of_people": ["dropped it"]}
    assert found(check, "The engineer dropped it.")
    assert not found(check, "The scheduler dropped it.")
    assert not found(check, "A banana dropped it.")


def test_a_rule_can_demand_a_subject() -> None:
    check = {"patterns": ["dropped it"], "subject": ["system", "pointer"]}
    assert found(check, "The scheduler dropped it.")
    assert found(check, "It dropped it.")
    assert not found(check, "We dropped it.")


def test_a_rule_can_refuse_a_subject() -> None:
    check = {"patterns": ["dropped it"], "not_subject": ["system"]}
    assert not found(check, "The scheduler dropped it.")
    assert found(check, "We dropped it.")


def test_a_pattern_of_people_asks_for_a_person_whatever_the_rule_refuses() -> None:
    check = {"patterns": ["lost it"], "of_people": ["dropped it"], "not_subject": ["person"]}
    assert found(check, "We dropped it.") == ["dropped it"]
    assert found(check, "We lost it.") == []


def test_unless_makes_the_whole_sentence_a_look_alike() -> None:
    check = {"patterns": ["dropped it"], "unless": ["in jest", "?"]}
    assert found(check, "We dropped it on the way home after a long day at the lake.")
    assert not found(check, "In jest, after a long day at the lake and a longer evening, we dropped it.")
    assert not found(check, "We dropped it?")


def test_unless_before_looks_at_the_words_before_only() -> None:
    check = {"patterns": ["dropped it"], "unless_before": ["jest"]}
    assert not found(check, "In jest we dropped it.")
    assert found(check, "We dropped it in jest.")


def test_unless_after_looks_at_the_words_after_only() -> None:
    check = {"patterns": ["dropped it"], "unless_after": ["jest"]}
    assert not found(check, "We dropped it in jest.")
    assert found(check, "In jest we dropped it.")


def test_what_is_farther_than_eight_words_does_not_count() -> None:
    for filler, is_near in (("so " * (NEAR - 1), True), ("so " * NEAR, False)):
        assert bool(found({"patterns": ["dropped it"], "unless_before": ["jest"]}, f"Jest {filler}dropped it.")) is not is_near
        assert bool(found({"patterns": ["dropped it"], "unless_after": ["jest"]}, f"Dropped it {filler}jest.")) is not is_near


def test_a_pattern_that_touches_has_to_stand_at_the_match() -> None:
    before = {"patterns": ["dropped it"], "unless_before": ["never $"]}
    assert not found(before, "We never dropped it.")
    assert found(before, "We never knew who dropped it.")
    after = {"patterns": ["dropped it"], "unless_after": ["^ on purpose"]}
    assert not found(after, "We dropped it on purpose.")
    assert found(after, "We dropped it, we say, on purpose.")


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ({"patterns": ["x"], "unles": ["y"]}, "The field 'unles' of [check] is not known"),
        ({}, "needs at least one pattern"),
        ({"patterns": []}, "needs at least one pattern"),
        ({"patterns": "we forgot"}, "The field 'patterns' of [check] has to be a list of texts"),
        ({"patterns": [3]}, "The field 'patterns' of [check] has to be a list of texts"),
        ({"patterns": ["x"], "subject": ["engine"]}, "The subject 'engine' is not known. Write one of person"),
        ({"patterns": ["x", ""]}, 'The pattern "" is empty'),
        ({"patterns": ["x"], "of_people": ["<vegetable>"]}, 'the list "vegetable", which does not exist'),
        ({"patterns": ["x"], "unless": ["<vegetable>"]}, 'the list "vegetable", which does not exist'),
        ({"patterns": ["x"], "unless_before": ["...3"]}, "at least one word that always stands in it"),
        ({"patterns": ["x"], "unless_after": ["^ x*"]}, "write a number after the star"),
    ],
)
def test_a_check_that_cannot_be_used_says_why(check: dict[str, object], message: str) -> None:
    with pytest.raises(PatternError, match=r".*") as caught:
        Phrase(check, WORDS).read_patterns()
    assert message in str(caught.value)
