import pytest

from secondstory.language.actions.deadlines import deadline_in
from secondstory.language.actions.words import words_of


def deadline_of(text: str) -> tuple[str, bool] | None:
    found = deadline_in(words_of(text))
    return (text[found.start : found.end], found.is_definite) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Add the alert by 14 March 2027",
        "Add the alert by March 14th",
        "Add the alert, due 2027-03-14",
        "Add the alert (2027-03-14)",
        "Add the alert next week",
        "Add the alert by December",
        "Add the alert by EOD Friday",
        "Add the alert within two weeks",
        "Add the alert in the next 30 days",
        "Add the alert in Q2",
        "Add the alert by the end of the month",
        "Add the alert this quarter",
        "The change is to be deployed in May",
        "Add the alert until tomorrow",
    ],
)
def test_a_day_week_month_or_quarter_is_a_deadline(text: str) -> None:
    found = deadline_of(text)
    assert found is not None
    assert found[1]


@pytest.mark.parametrize("text", ["Add it in the coming weeks", "Add it soon", "Add it in the near future", "Do it ASAP"])
def test_a_period_without_an_end_is_none(text: str) -> None:
    found = deadline_of(text)
    assert found is not None
    assert not found[1]


@pytest.mark.parametrize(
    "text",
    [
        "Add the alert",
        "Add the alert that was missing on 3 March",
        "Restore what was lost since 3 March 2027",
        "Roll back within an hour of a release",
        "This may help us",
        "Delete accounts within 30 days of the request",
        "We deployed the fix in May",
    ],
)
def test_other_times_are_no_deadline(text: str) -> None:
    assert deadline_of(text) is None
