import pytest

from secondstory.library.rules.spelling import KnownWord, distance, meant


@pytest.mark.parametrize(
    ("typed", "right", "slips"),
    [("databse", "database", 1), ("databsae", "database", 1), ("dattabase", "database", 1), ("dotabase", "database", 1), ("abc", "xyz", 3)],
)
def test_a_letter_left_out_swapped_doubled_or_changed_is_one_slip(typed: str, right: str, slips: int) -> None:
    assert distance(typed, right, most=4) == slips


def test_words_far_apart_are_not_measured_to_the_end() -> None:
    assert distance("kubernetes", "campaign", most=2) == 3


def test_the_nearest_word_is_meant() -> None:
    known = [KnownWord("data", 900), KnownWord("database", 5), KnownWord("databases", 50)]
    assert meant("databse", known) == ["database"]


def test_of_equally_near_words_the_more_frequent_is_meant() -> None:
    assert meant("cachex", [KnownWord("cached", 3), KnownWord("caches", 30)], most=2) == ["caches", "cached"]


def test_a_word_like_no_other_is_left_alone() -> None:
    assert meant("zzzz", [KnownWord("database", 5)]) == []
