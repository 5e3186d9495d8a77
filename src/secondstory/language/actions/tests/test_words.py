import pytest

from secondstory.language.actions.vocabulary import hits_in
from secondstory.language.actions.words import stem, words_of


@pytest.mark.parametrize(
    "forms",
    ["alert alerts alerting", "retry retries retried", "plan plans planned", "cache caching cached", "add adds added"],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_an_address_is_no_word() -> None:
    assert [word.text for word in words_of("see https://example.org/alerts-page?x=1 now") if not word.is_mark] == ["see", "now"]


def test_words_keep_their_places_among_emoji_and_line_ends() -> None:
    text = "🙂 e\u0301tat\r\nalert"
    assert [text[word.start : word.end] for word in words_of(text)][-1] == "alert"


def test_a_longer_phrase_hides_the_words_in_it() -> None:
    kinds = {hit.kind for hit in hits_in(words_of("in the process of"))}
    assert kinds == {"intent"}


def test_a_very_long_text_is_read_only_as_far_as_an_item_goes() -> None:
    assert len(words_of("alert " * 100_000)) < 1_000
