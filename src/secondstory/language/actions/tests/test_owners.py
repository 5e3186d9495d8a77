import pytest

from secondstory.language.actions.owners import OwnerKind, owner_in
from secondstory.language.actions.reading import Reading


def owner_of(text: str, *, owner: str = "", people: tuple[str, ...] = ()) -> tuple[OwnerKind, str]:
    found = owner_in(Reading(text), owner=owner, people=people)
    return found.kind, text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada Ruiz will add an alert", "Ada Ruiz"),
        ("Ada to add an alert", "Ada"),
        ("Add an alert. Owner: Tom Osei", "Tom Osei"),
        ("Add an alert, assigned to Tom Osei, due Friday", "Tom Osei"),
        ("Add an alert (Ada Ruiz)", "Ada Ruiz"),
        ("@ada-ruiz to add an alert", "@ada-ruiz"),
        ("Add an alert (@ada)", "@ada"),
    ],
)
def test_one_person_who_takes_an_item_on_owns_it(text: str, named: str) -> None:
    assert owner_of(text) == (OwnerKind.INDIVIDUAL, named)


@pytest.mark.parametrize(
    "text",
    [
        "The storage team will add an alert",
        "Engineers will add an alert",
        "Add an alert. Owner: Ada and Tom",
        "Add an alert (storage team)",
    ],
)
def test_a_group_is_a_team(text: str) -> None:
    assert owner_of(text)[0] is OwnerKind.TEAM


@pytest.mark.parametrize(
    "text",
    [
        "Add an alert",
        "We will add an alert",
        "Add an alert. Owner: TBD",
        "Ask Ada Ruiz which alert she uses",
        "Write to help@example.org about the limit",
        "Alerts will be sent to the channel",
        "Due to the freeze, the change will be made later",
    ],
)
def test_a_name_that_takes_nothing_on_owns_nothing(text: str) -> None:
    assert owner_of(text) == (OwnerKind.NONE, "")


def test_known_people_are_found_where_capitals_do_not_help() -> None:
    assert owner_of("ruiz: add an alert", people=("ruiz",)) == (OwnerKind.INDIVIDUAL, "ruiz")
    assert owner_of("ruiz: add an alert")[0] is OwnerKind.NONE


@pytest.mark.parametrize(("owner", "kind"), [("Ada", "individual"), ("Ada, Tom", "team"), ("unassigned", "none"), (" ", "none")])
def test_a_given_owner_counts_before_the_text(owner: str, kind: str) -> None:
    assert owner_of("Add an alert", owner=owner)[0] == kind
