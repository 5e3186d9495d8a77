import pytest

from secondstory.library.rules.stated_names import is_name, one_person


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("@ada", "ada"),
        ("[Ada Lovelace](https://example.com/ada)", "Ada Lovelace"),
        ("**Ada Lovelace**", "Ada Lovelace"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
    ],
)
def test_one_person_is_recognised(stated: str, name: str) -> None:
    assert one_person(stated) == name


@pytest.mark.parametrize(
    "stated", ["Payments team", "Ada and Grace", "Ada Lovelace, Grace Hopper", "SRE", "TBD", "everyone", "infra", "see ticket 12", "", None]
)
def test_teams_groups_and_remarks_are_not_one_person(stated: str | None) -> None:
    assert one_person(stated) is None


def test_a_first_name_counts_where_the_document_lists_exactly_one_such_person() -> None:
    assert one_person("Ada", known=frozenset({"Ada Lovelace", "Grace Hopper"})) == "Ada Lovelace"
    assert one_person("Ada", known=frozenset({"Ada Lovelace", "Ada Yonath"})) is None
    assert one_person("Ada") is None


def test_participants_are_names_and_not_groups_or_numbers() -> None:
    assert is_name("Ada Lovelace")
    assert not is_name("12 engineers")
    assert not is_name("Operations team")
