import pytest

from secondstory.accounts.rules.lines import MOST_LINES, UnreadableFileError, decoded, read_lines


def test_columns_may_stand_in_any_order_and_case() -> None:
    [line] = read_lines("Team,E-Mail,NAME\nPayments,Mei@Example.com,Mei Tanaka\n")
    assert (line.number, line.name, line.email, line.role, line.team) == (2, "Mei Tanaka", "mei@example.com", "member", "Payments")
    assert line.is_good


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate(separator: str) -> None:
    [line] = read_lines(separator.join(["name", "email", "role"]) + "\n" + separator.join(["Mei", "mei@example.com", "viewer"]))
    assert (line.email, line.role) == ("mei@example.com", "viewer")


def test_a_quoted_name_may_hold_a_comma_a_quotation_mark_and_a_line_break() -> None:
    lines = read_lines('name,email\n"Haddad, ""Noor""\nJr",noor@example.com\nMei,mei@example.com\n')
    assert lines[0].name == 'Haddad, "Noor" Jr'
    assert [line.number for line in lines] == [2, 4]


def test_the_mark_at_the_beginning_of_a_file_is_no_part_of_the_first_column() -> None:
    assert read_lines(decoded("email\nmei@example.com\n".encode("utf-8-sig")))[0].email == "mei@example.com"
    assert read_lines(decoded("email\nmei@example.com\n".encode("utf-16")))[0].email == "mei@example.com"


def test_a_file_of_an_old_spreadsheet_keeps_its_umlauts() -> None:
    assert read_lines(decoded("name;email\nJörg Müller;j@example.com".encode("cp1252")))[0].name == "Jörg Müller"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Mei,,member,", "address is missing"),
        ("Mei,mei at example.com,member,", "not an e-mail address"),
        ("Mei,mei@example,member,", "not an e-mail address"),
        ("Mei,mei@example.com,owner,", "not a role"),
        ("Tanaka, Mei,mei@example.com,member,", "quotation marks"),
        (f"{'x' * 201},mei@example.com,member,", "longer than 200"),
    ],
)
def test_a_broken_line_says_what_is_wrong_with_it(row: str, words: str) -> None:
    broken, good = read_lines(f"name,email,role,team\n{row}\nIda,ida@example.com,member,Payments\n")
    assert words in " ".join(broken.problems)
    assert broken.number == 2
    assert good.is_good


def test_an_address_that_comes_twice_counts_once() -> None:
    first, second = read_lines("email\nmei@example.com\nMEI@example.com\n")
    assert first.is_good
    assert "line 2" in second.problems[0]


def test_empty_lines_are_passed_over_without_upsetting_the_numbers() -> None:
    assert [line.number for line in read_lines("\nemail\n\n,\nmei@example.com\n")] == [5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("email\n", "nobody follows"),
        ("mei@example.com\n", "no column called email"),
        ("name,role\nMei,member\n", "no column called email"),
        ('email\n"mei@example.com\n', "Line 2"),
        ("PK\0\0", "not a text file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_lines(text)


def test_five_thousand_people_fit_and_one_more_does_not() -> None:
    rows = [f"p{number}@example.com" for number in range(MOST_LINES)]
    assert len(read_lines("email\n" + "\n".join(rows))) == MOST_LINES
    with pytest.raises(UnreadableFileError, match="5,000"):
        read_lines("email\n" + "\n".join([*rows, "one@example.com"]))
