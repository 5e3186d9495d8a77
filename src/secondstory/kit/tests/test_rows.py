import pytest
from django import forms
from django.http import QueryDict

from secondstory.kit.rows import TypedForm, is_rearranging, rearranged, rows_of


class Fruit(TypedForm):
    name = forms.CharField()
    colour = forms.ChoiceField(choices=[("red", "Red"), ("green", "Green")], initial="red")


FruitRows = rows_of(Fruit)


def typed(do: str, *names: str) -> QueryDict:
    rows = "".join(f"&fruit-{i}-name={name}&fruit-{i}-colour=red" for i, name in enumerate(names))
    return QueryDict(f"do={do}&title=x&fruit-TOTAL_FORMS={len(names)}&fruit-INITIAL_FORMS=0{rows}")


def names_in(data: QueryDict) -> list[str]:
    return [data.get(f"fruit-{i}-name", "") or "" for i in range(int(data.get("fruit-TOTAL_FORMS", "0")))]


@pytest.mark.parametrize(
    ("do", "result"),
    [
        ("add:fruit", ["a", "b", "c", ""]),
        ("up:fruit:1", ["b", "a", "c"]),
        ("up:fruit:0", ["a", "b", "c"]),
        ("down:fruit:1", ["a", "c", "b"]),
        ("down:fruit:2", ["a", "b", "c"]),
        ("remove:fruit:0", ["b", "c"]),
        ("remove:fruit:9", ["a", "b", "c"]),
        ("remove:other:0", ["a", "b", "c"]),
    ],
)
def test_a_button_rearranges_what_was_typed(do: str, result: list[str]) -> None:
    after = rearranged(typed(do, "a", "b", "c"), prefixes=["fruit"])
    assert names_in(after) == result
    assert after["title"] == "x"


def test_only_the_named_buttons_rearrange() -> None:
    assert is_rearranging(typed("add:fruit"))
    assert is_rearranging(typed("preview"))
    assert not is_rearranging(typed("save"))


def test_an_empty_row_does_not_count() -> None:
    rows = FruitRows(typed("save", "a", "", "c"), prefix="fruit")
    assert rows.is_valid()
    assert [row["name"] for row in rows.filled] == ["a", "c"]


def test_stated_rows_come_first_and_an_empty_one_follows() -> None:
    rows = FruitRows(prefix="fruit", initial=[{"name": "a"}])
    assert [form["name"].value() for form in rows.forms] == ["a", None]


def test_a_form_shown_again_is_not_judged() -> None:
    form = Fruit(QueryDict("name="))
    form.unjudged = True
    assert not form.errors
