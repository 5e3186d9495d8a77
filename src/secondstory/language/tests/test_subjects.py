"""Who or what a sentence says did something."""

import pytest

from secondstory.language.subjects import Subject, subject_before
from secondstory.language.tokens import read_sentence
from secondstory.language.vocabulary import vocabulary

WORDS = vocabulary()


def subject_of(text: str, *, people: frozenset[str] = frozenset()) -> Subject:
    """The subject of the verb that begins at `*`."""
    before, _, after = text.partition("*")
    sentence = read_sentence(before + after, 0, len(text) - 1, people=people)
    return subject_before(sentence, next(index for index, start in enumerate(sentence.starts) if start >= len(before)), WORDS)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We *forgot it.", Subject.PERSON),
        ("The on-call engineer *missed it.", Subject.PERSON),
        ("The team for storage *missed it.", Subject.PERSON),
        ("Dana *missed it.", Subject.PERSON),
        ("@dana_f *missed it.", Subject.PERSON),
        ("The team working on the index *missed it.", Subject.PERSON),
        ("The engineer who *missed it was new.", Subject.PERSON),
        ("The review *missed it.", Subject.WORK),
        ("The second review of the plan *missed it.", Subject.WORK),
        ("The load balancer *missed it.", Subject.SYSTEM),
        ("A scheduler in the third region *missed it.", Subject.SYSTEM),
        ("It *missed it.", Subject.POINTER),
        ("This *was missed.", Subject.POINTER),
        ("A banana *missed it.", Subject.THING),
        ("*Missed it.", Subject.NONE),
        ("12:05 – *missed it.", Subject.NONE),
    ],
)
def test_the_noun_before_the_verb_is_the_subject(text: str, subject: Subject) -> None:
    assert subject_of(text) is subject


def test_adverbs_between_subject_and_verb_do_not_count() -> None:
    assert subject_of("The engineer also accidentally *removed it.") is Subject.PERSON
    assert subject_of("We ourselves *removed it.") is Subject.PERSON


def test_an_insertion_between_subject_and_verb_does_not_count() -> None:
    assert subject_of("The engineer (new to the rota) *removed it.") is Subject.PERSON
    assert subject_of("The engineer, new to the rota, *removed it.") is Subject.PERSON


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    assert subject_of("The engineer opened the panel and *removed it.") is Subject.PERSON
    assert subject_of("The scheduler woke up and *removed it.") is Subject.SYSTEM
    assert subject_of("It woke up and *removed it.") is Subject.POINTER
    assert subject_of("Bananas ripened and *removed it.") is Subject.THING


def test_a_subject_is_looked_for_in_its_own_clause() -> None:
    assert subject_of("After the engineer had left, the server *stopped.") is Subject.SYSTEM


def test_a_name_of_the_incident_is_a_person() -> None:
    assert subject_of("Quillon *removed it.") is Subject.THING
    assert subject_of("Quillon *removed it.", people=frozenset(["quillon"])) is Subject.PERSON


@pytest.mark.parametrize(
    "text", ["accidentally " * 500 + "*removed", ", " * 500 + "*removed", "a " * 500 + "*removed", ") " * 99 + "*removed"]
)
def test_a_subject_far_away_is_not_looked_for(text: str) -> None:
    assert subject_of(text) in Subject
