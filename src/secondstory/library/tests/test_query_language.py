from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondstory.library.rules.query_language import QueryProblem, parse, with_filter, without_filter


def texts(query: str, **more: bool) -> list[str]:
    return [one.text for one in parse(query, **more).wanted]


def test_words_phrases_and_exclusions_are_told_apart() -> None:
    query = parse('pool "connection limit" -redis -"load test"')
    assert [one.words for one in query.wanted] == [("pool",), ("connection", "limit")]
    assert [one.words for one in query.unwanted] == [("redis",), ("load", "test")]


def test_a_name_with_signs_is_a_phrase() -> None:
    assert parse("us-east-1").wanted[0].words == ("us", "east", "1")


def test_an_option_with_two_dashes_is_a_word() -> None:
    assert texts("--force") == ["--force"]


def test_typographic_quotes_count_as_quotes() -> None:
    assert parse("“root cause”").wanted[0].is_phrase


def test_values_of_one_field_are_alternatives() -> None:
    one = parse("kind:security kind:data").filter_of("kind")
    assert one is not None
    assert one.values == {"security", "data"}
    assert parse("kind:security,data").filter_of("kind") == one


def test_a_minus_excludes_a_value() -> None:
    one = parse("-status:draft").filter_of("status")
    assert one is not None
    assert not one.values
    assert one.excluded == {"draft"}


def test_names_of_several_words_stand_in_quotes() -> None:
    one = parse('team:"Data Platform"').filter_of("team")
    assert one is not None
    assert one.values == {"data platform"}


def test_vocabulary_is_taken_with_dash_or_underscore() -> None:
    assert parse("status:in-review has:open_actions") == parse("status:in_review has:open-actions")


def test_dates_may_be_a_day_a_month_or_a_year() -> None:
    query = parse("after:2024 before:2025-06")
    assert (query.after, query.before) == (date(2024, 1, 1), date(2025, 6, 1))


def test_an_address_and_a_time_are_words() -> None:
    assert texts("https://example.org 12:30 error:") == ["https://example.org", "12:30", "error:"]


def test_only_the_last_word_is_begun_while_typing() -> None:
    assert [one.is_beginning for one in parse("connection po", typing=True).wanted] == [False, True]
    assert not parse("connection po ", typing=True).wanted[-1].is_beginning


def test_a_star_asks_for_a_beginning_of_two_letters_or_more() -> None:
    assert parse("migrat*").wanted[0].is_beginning
    assert not parse("m*").wanted[0].is_beginning


def test_an_empty_query_asks_for_everything() -> None:
    assert parse("  ").wanted == ()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('"connection pool', "A quotation mark is open"),
        ("colour:red", "“colour:” is not a filter. Filters are severity:"),
        ("kind:technial", "Possible are technical, security"),
        ("factor:human_error", "Possible are change, configuration"),
        ("before:yesterday", "Write before:2025-06-01"),
        ("after:2025-02-30", "is not a date"),
        ("year:25", "Write it with four digits"),
        ("has:everything", "open-actions"),
        ("team:", "Say which team you mean"),
        ("after:2025 before:2024", "swap the two dates"),
        ("before:2024 before:2025", "once and without a minus"),
        ("kind:data -kind:data", "leave one of the two out"),
        ("?!", "There is nothing to search for"),
        ("word " * 41, "at most"),
        ("x" * 1001, "too long"),
    ],
)
def test_what_cannot_be_read_is_said(query: str, says: str) -> None:
    with pytest.raises(QueryProblem, match=says.replace("?", r"\?")):
        parse(" ".join(f"{word}{at}" for at, word in enumerate(query.split())) if query.startswith("word") else query)


def test_a_filter_is_added_once_and_taken_away() -> None:
    narrowed = with_filter("pool sev:2", "severity", "1")
    assert narrowed == "pool sev:2 severity:1"
    assert with_filter(narrowed, "severity", "1") == narrowed
    assert without_filter(narrowed, "severity", "2") == "pool severity:1"
    assert with_filter("pool", "team", "data platform") == 'pool team:"data platform"'


@given(st.text())
def test_every_text_is_read_or_its_problem_is_said(text: str) -> None:
    with suppress(QueryProblem):
        parse(text, typing=True)
