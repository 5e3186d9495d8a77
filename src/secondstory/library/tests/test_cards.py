import pytest

from secondstory.library.queries.cards import in_short, measured


@pytest.mark.parametrize(
    ("value", "unit", "name", "phrase"),
    [
        ("47", "minutes", "Waiting", "47 minutes waiting"),
        ("318", "groups", "Groups that could not change", "318 groups that could not change"),
        ("12", "", "Orders lost", "12 orders lost"),
        ("4", "%", "SLA missed", "4 % SLA missed"),
    ],
)
def test_a_measure_says_its_unit_once(value: str, unit: str, name: str, phrase: str) -> None:
    assert measured(value, unit, name) == phrase


def test_a_factor_in_short_is_what_made_the_rest_possible() -> None:
    assert in_short("A limit set in two places, made a slip likely, which led to refusals.") == "A limit set in two places"
