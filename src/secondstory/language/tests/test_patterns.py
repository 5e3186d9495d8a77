"""The language of patterns, one feature after another."""

import pytest

from secondstory.language.patterns import FURTHEST, Pattern, PatternError, Vocabulary
from secondstory.language.tokens import read_sentence

WORDS = Vocabulary(
    lists={
        "crew": frozenset(["pilot", "steward"]),
        "slowly": frozenset(["slowly", "gently", "not"]),
        "common": frozenset(["the", "a", "we", "to"]),
        "joint": frozenset([",", "and"]),
    },
    tests={
        "name": lambda sentence, index: sentence.is_capitalised(index) and sentence.words[index] == "ana",
        "long": lambda sentence, index: len(sentence.words[index]) > 7,
    },
)


def found(pattern: str, text: str) -> list[str]:
    """What the pattern reports in a sentence, for each place of its cue."""
    sentence = read_sentence(text, 0, len(text))
    spans = [Pattern(pattern, WORDS).at(sentence, index) for index in range(len(sentence))]
    return [text[sentence.starts[span.report_first] : sentence.ends[span.report_last - 1]] for span in spans if span]


def test_words_match_in_any_case_one_after_another() -> None:
    assert found("should have", "It Should Have stopped; it should not have.") == ["Should Have"]
    assert found("Should HAVE", "it should have") == ["should have"]


def test_a_contraction_matches_the_words_it_is_made_of() -> None:
    assert found("did not land", "They didn’t land.") == ["didn’t land"]


def test_one_of_several_words_may_stand() -> None:
    assert found("made|caused it", "We made it, they caused it, you saw it.") == ["made it", "caused it"]


def test_a_list_is_named_in_angle_brackets() -> None:
    assert found("the <crew>", "the pilot and the steward and the guest") == ["the pilot", "the steward"]
    assert found("the <crew>|guest", "the pilot and the guest") == ["the pilot", "the guest"]


def test_a_test_is_named_like_a_list() -> None:
    assert found("saw <name>", "We saw Ana, saw ana, saw it.") == ["saw Ana"]
    assert found("saw <name>|<long>|it", "We saw Ana, saw it, saw everything, saw her.") == ["saw Ana", "saw it", "saw everything"]


def test_a_star_gives_how_often_at_most() -> None:
    texts = ["it stopped", "it slowly stopped", "it slowly gently stopped", "it slowly gently slowly stopped"]
    assert [found("it <slowly>*2 stopped", text) for text in texts] == [
        ["it stopped"],
        ["it slowly stopped"],
        ["it slowly gently stopped"],
        [],
    ]


def test_a_repetition_gives_back_what_the_rest_needs() -> None:
    assert found("did <slowly>*2 not move", "it did gently not move") == ["did gently not move"]


def test_a_question_mark_makes_a_word_optional() -> None:
    assert found("close the? door", "close door, close the door") == ["close door", "close the door"]


def test_a_question_mark_alone_is_a_mark() -> None:
    assert found("why ?", "Tell us why? That is why.") == ["why?"]


def test_dots_stand_for_words_but_not_for_marks() -> None:
    texts = ["why land", "why did it land", "why did it not land", "why, then, land"]
    assert [found("why ...2 land", text) for text in texts] == [["why land"], ["why did it land"], [], []]


def test_a_caret_is_the_beginning_of_the_sentence() -> None:
    assert found("^ forgot it", "Forgot it.") == ["Forgot it"]
    assert found("^ forgot it", "• 12:05 – forgot it.") == ["forgot it"]
    assert found("^ forgot it", "They forgot it.") == []
    assert found("^ <slowly>*2 forgot it", "Gently forgot it.") == ["Gently forgot it"]


def test_a_dollar_is_the_end_of_the_sentence() -> None:
    assert found("should have $", "They should have.") == ["should have"]
    assert found("should have $", "They should have (90 %).") == ["should have"]
    assert found("should have $", "They should have landed.") == []


def test_a_guard_forbids_the_next_word_and_takes_none() -> None:
    assert found("at fault !line", "at fault, at fault line") == ["at fault"]
    assert found("at fault !line", "at fault") == ["at fault"]
    assert found("!<crew> landed", "it landed") == ["landed"]
    assert found("!<crew> landed", "the pilot landed") == []
    assert found("did !<slowly> <slowly>|move", "it did move") == ["did move"]


def test_an_exclamation_mark_alone_is_a_mark() -> None:
    assert found("stop !", "Stop! Stop it.") == ["Stop!"]


def test_brackets_say_what_is_reported() -> None:
    assert found("the [ <crew> landed ] there|here", "the pilot landed here") == ["pilot landed"]
    assert found("we [ ...2 forgot ]", "we all forgot") == ["all forgot"]
    assert found("the [ pilot", "the pilot") == ["pilot"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("[ ]", "is empty"),
        ("^ $", "is empty"),
        ("the <crw>", 'names the list "crw", which does not exist'),
        ("!<crw> the", 'names the list "crw", which does not exist'),
        ("the? <crew>*2", "at least one word that always stands in it"),
        ("!the", "at least one word that always stands in it"),
        ("<name> <long>", "at least one plain word or list that always stands in it"),
        (", .", "at least one plain word or list that always stands in it"),
        ("<joint>", "at least one plain word or list that always stands in it"),
        ("the ...", "write a number after the dots, as in ...3"),
        ("the ...x", "write a number after the dots, as in ...3"),
        ("the word*", "write a number after the star, as in *2"),
        ("the word*many", "write a number after the star, as in *2"),
        ("the word*²", "write a number after the star, as in *2"),
        ("the ...400", f"the number has to be from 1 to {FURTHEST}"),
        ("the word*0", f"the number has to be from 1 to {FURTHEST}"),
        ("they didn't", "write contractions as two words, as in did not"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=r".*") as caught:
        _ = Pattern(pattern, WORDS).cues
    assert message in str(caught.value)
    assert not pattern.strip() or "the pattern" in str(caught.value).lower()


def test_the_cue_is_the_rarest_part_that_always_stands() -> None:
    assert Pattern("we forgot to", WORDS).cues == {"forgot"}
    assert Pattern("we forgot? to <name>", WORDS).cues == {"we"}
    assert Pattern("the <crew> ,", WORDS).cues == {"pilot", "steward"}


def test_what_else_must_stand_is_known_without_matching() -> None:
    assert list(Pattern("we forgot to? land , <long> !now", WORDS).required) == [{"land"}, {"we"}]


def test_a_name_is_needed_only_where_nothing_else_will_do() -> None:
    assert Pattern("<name> forgot", WORDS).needs_name
    assert not Pattern("<name>|we forgot", WORDS).needs_name
    assert not Pattern("<name>? forgot", WORDS).needs_name
    assert not Pattern("!<name> forgot", WORDS).needs_name


def test_a_pattern_is_matched_in_steps_that_do_not_grow_with_the_sentence() -> None:
    steps = 0

    def count(_sentence: object, _index: int) -> bool:
        nonlocal steps
        steps += 1
        return True

    vocabulary = Vocabulary({}, {"any": count})
    taken = []
    for words in (200, 400, 800):
        steps = 0
        sentence = read_sentence("had " * words, 0, 4 * words)
        for index in range(words):
            Pattern("<any>*4 had <any>*4 ...4 done", vocabulary).at(sentence, index)
        taken.append(steps)
    assert taken[2] - taken[1] == 2 * (taken[1] - taken[0])
