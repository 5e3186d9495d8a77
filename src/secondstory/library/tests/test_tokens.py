from hypothesis import given
from hypothesis import strategies as st

from secondstory.library.rules.tokens import LONGEST_WORD, folded, words


def test_words_are_letters_and_digits_without_case_and_accents() -> None:
    assert words("Größe: us-east-1, the_cache (Zürich)!") == ["große", "us", "east", "1", "the", "cache", "zurich"]


def test_a_run_without_end_is_cut() -> None:
    assert words("a" * 200) == ["a" * LONGEST_WORD]


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_read_the_same_way_as_all_others(text: str) -> None:
    assert words(text) == words(text + " é")[:-1]
