from secondstory.library.rules.listed_factors import listed_factors


def test_each_item_of_a_list_is_a_factor_with_what_is_indented_under_it() -> None:
    causes = "Two things came together:\n\n- The cache was cold.\n  It had just been restarted.\n  - by hand\n- The limit was low.\n"
    assert listed_factors(causes) == ["The cache was cold. It had just been restarted. - by hand", "The limit was low."]


def test_prose_is_no_list() -> None:
    assert listed_factors("The cache was cold, and everything that depends on it asked the database at once.\n\n- see above") == []


def test_code_and_tables_are_no_list() -> None:
    assert listed_factors("- one\n\n```\n- two\n```") == []
    assert listed_factors("| a | b |\n|---|---|\n| 1 | 2 |") == []


def test_numbers_and_boxes_are_marks_of_a_list() -> None:
    assert listed_factors("1. First thing\n2) Second thing\n* [x] Third thing") == ["First thing", "Second thing", "Third thing"]
