from secondstory.library.rules.plain_text import plain


def test_signs_go_and_words_stay() -> None:
    assert plain("## What *happened*\n\n> The **pool** was `empty`\n\n- [x] done") == "What happened\nThe pool was empty\ndone"


def test_a_link_keeps_its_address() -> None:
    assert plain("see [the log](https://example.org/log)") == "see the log (https://example.org/log)"


def test_a_table_becomes_lines_of_cells() -> None:
    assert plain("| at | what |\n|---|---|\n| 12:00 | paged |") == "at · what ·\n· 12:00 · paged"


def test_names_with_underscores_and_stars_in_sums_stay() -> None:
    assert plain("max_pool_size = 2 * 3") == "max_pool_size = 2 * 3"
