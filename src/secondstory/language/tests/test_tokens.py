"""Words with their places, contractions taken apart, and where sentences end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.language.tokens import Sentence, possible_words, read_sentence, sentence_spans, sentences


def read(text: str) -> Sentence:
    return read_sentence(text, 0, len(text))


def cut(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("didn't", ["did", "not"]),
        ("didn’t", ["did", "not"]),
        ("Can't", ["can", "not"]),
        ("shan't", ["shall", "not"]),
        ("WON'T", ["will", "not"]),
        ("ain't", ["is", "not"]),
        ("I'm", ["i", "am"]),
        ("we'd've", ["we", "would", "have"]),
        ("we’d've", ["we", "would", "have"]),
        ("shouldn’t've", ["should", "not", "have"]),
        ("they're", ["they", "are"]),
        ("she'll", ["she", "will"]),
        ("node's", ["node", "'s"]),
    ],
)
def test_a_contraction_is_two_words_or_more(written: str, words: list[str]) -> None:
    assert read(written).words == words


@pytest.mark.parametrize("word", ["o'clock", "y'all", "n't", "on-call", "e.g", "v1.2.3", "db_main", "@dana.fox", "run-book's-end"])
def test_other_words_with_marks_inside_stay_whole(word: str) -> None:
    assert read(word).words == [word]


def test_the_parts_of_a_contraction_stand_side_by_side_in_the_source() -> None:
    text = "🙂 We shouldn’t've left."
    sentence = read(text)
    assert [text[start:end] for start, end in zip(sentence.starts, sentence.ends, strict=True)] == [
        *["🙂", "We", "should", "n’t", "'ve", "left", "."],
    ]
    assert sentence.written(1) == "We"
    assert sentence.is_capitalised(1)
    assert not sentence.is_capitalised(2)


def test_a_long_chain_of_contractions_is_one_word() -> None:
    assert len(read("a" + "'d" * 40_000)) == 1


def test_an_adverb_before_a_hyphen_is_a_word_of_its_own() -> None:
    assert read("a wrongly-labelled on-call rota").words == ["a", "wrongly", "-", "labelled", "on-call", "rota"]


def test_a_letter_whose_lower_case_is_longer_moves_nothing() -> None:
    text = "İ'd told İNCİ's team"
    assert [text[start:end] for start, end in zip(read(text).starts, read(text).ends, strict=True)] == ["İ'd", "told", "İNCİ's", "team"]


def test_marks_are_words_that_are_no_words() -> None:
    sentence = read("“Yes”, @ana!")
    assert sentence.words == ["“", "yes", "”", ",", "@ana", "!"]
    assert [sentence.is_word(index) for index in range(len(sentence))] == [False, True, False, False, True, False]


def test_the_first_and_the_last_word_begin_with_a_letter() -> None:
    sentence = read("• 12:05 – paged Ana (90 %).")
    assert sentence.words[sentence.first_word] == "paged"
    assert sentence.words[sentence.last_word] == "ana"
    assert (read("12 %").first_word, read("12 %").last_word) == (2, -1)


def test_a_sentence_ends_at_a_stop_before_a_new_one() -> None:
    assert cut("It failed. We looked! Did it help? (Yes.) It went on…  And ended.") == [
        *["It failed.", "We looked!", "Did it help?", "(Yes.)", "It went on…", "And ended."],
    ]


def test_a_stop_in_the_middle_of_a_sentence_does_not_end_it() -> None:
    for text in (
        "Use one disk, e.g. Disk two.",
        "It grew by approx. 40 % in a day.",
        "See Fig. 2 for that.",
        "It was 3.5 times more.",
        "J. Doe",
    ):
        assert cut(text) == [text]
    assert cut("It stopped. then it went on.") == ["It stopped. then it went on."]
    assert cut("Disks, fans, etc. Nothing helped.") == ["Disks, fans, etc.", "Nothing helped."]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"])
def test_a_blank_line_ends_a_sentence(gap: str) -> None:
    assert [piece for piece in cut(f"the first line{gap}and the second") if piece] == ["the first line", "and the second"]


def test_a_line_break_does_not_end_a_sentence() -> None:
    assert cut("the first line\r\nand the second") == ["the first line\r\nand the second"]


def test_other_scripts_have_stops_of_their_own() -> None:
    assert cut("停止了。 重新启动。") == ["停止了。", "重新启动。"]
    assert cut("هل توقف؟ نعم.") == ["هل توقف؟", "نعم."]


@given(st.text(st.sampled_from(".!?…。 \n\r\t)\"'aA1—\u00a0\u2028\ud800"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_sentences_cover_a_text_without_gaps(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@given(
    st.lists(
        st.sampled_from(
            [
                "We'd",
                "didn’t",
                "Can't",
                "won't",
                "'done'",
                "'really",
                "they're",
                "shan't've",
                "on-call",
                "wrongly-set",
                "--",
                "-",
                "a_b",
                "_x_",
                "@ana",
                "a@b.c",
                ",",
                ".",
                "é",
                "שלום",
                "\r\n",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from(["", " "]),
)
@settings(max_examples=400, deadline=None)
def test_the_quick_look_at_a_text_misses_no_word(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    plain = {word for word in read(text).words if word.replace("-", "").isalnum()}
    assert plain <= possible_words(text, 0, len(text))


def test_every_sentence_of_a_text_can_be_read() -> None:
    assert [sentence.words for sentence in sentences("It broke. It healed.")] == [["it", "broke", "."], ["it", "healed", "."]]
