from secondstory.language.structure import check_structure
from secondstory.language.structure.summary import LONGEST_SUMMARY, WORDS_A_MINUTE, seconds_to_read
from secondstory.language.structure.tests.reports import SUMMARY, report


def rules_of(text: str) -> list[str]:
    return [finding.rule for finding in check_structure(text)]


def test_a_minute_is_as_many_words_as_people_read_in_it() -> None:
    assert seconds_to_read("word " * WORDS_A_MINUTE) == 60


def test_a_summary_of_exactly_a_minute_is_fine_and_a_longer_one_is_not() -> None:
    most = WORDS_A_MINUTE * LONGEST_SUMMARY // 60
    words = "It was dark. " * (most // 3)
    assert rules_of(report(Summary=words + "So.")) == []
    assert rules_of(report(Summary=words + "And cold and quiet too.")) == ["long-summary"]


def test_code_in_a_summary_is_not_read() -> None:
    log = "```\n" + "one line of a log that nobody reads\n" * 60 + "```"
    assert rules_of(report(Summary=f"{SUMMARY}\n\n{log}")) == []


def test_the_message_says_how_long_it_takes() -> None:
    [found] = check_structure(report(Summary="It was dark. " * 120))
    assert "91 seconds" in found.message
    assert "360 words" in found.message


def test_more_than_one_sentence_under_the_label_what_happened() -> None:
    assert rules_of(report(Summary="**What happened:** The pool ran dry at noon. Then nobody could pay.")) == ["long-account"]
    assert rules_of(report(Summary="**What happened:** The pool ran dry at noon, so that nobody could pay.")) == []


def test_the_story_under_a_heading_of_its_own_may_be_long() -> None:
    assert rules_of(report(Summary=SUMMARY, What_happened="The pool ran dry at noon. Then nobody could pay. It took an hour.")) == []


def test_an_abbreviation_ends_no_sentence() -> None:
    assert rules_of(report(Summary="**What happened:** The pool ran dry at approx. 12:10, e.g. for cards, so that nobody could pay.")) == []


def test_three_takeaways_are_one_too_many_and_lessons_may_be_many() -> None:
    three = "- Pools need watched limits.\n- Retries need a growing delay.\n- Tests need a busy day."
    assert rules_of(report(Key_takeaways=three)) == ["many-takeaways"]
    assert rules_of(report(Key_takeaways=three.rsplit("\n", 1)[0])) == []
    assert rules_of(report(Lessons_learned=three)) == []


def test_what_stands_below_a_takeaway_is_no_further_one() -> None:
    assert rules_of(report(Key_takeaways="- Pools need watched limits.\n  - in Europe\n  - in Asia\n- Retries need a growing delay.")) == []
