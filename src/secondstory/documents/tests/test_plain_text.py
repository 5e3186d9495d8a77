import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.plain_text import to_markdown


def markdown(text: str) -> str:
    return to_markdown(textwrap.dedent(text).lstrip("\n"))


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def test_the_first_line_is_the_title_and_known_lines_are_headings() -> None:
    text = markdown("""
        The bakery's ovens went cold

        Summary
        All ovens of the Harbour Street bakery stopped at once.

        ROOT CAUSE
        A fuse.
        """)

    assert text.split("\n\n") == [
        "# The bakery's ovens went cold",
        "## Summary",
        "All ovens of the Harbour Street bakery stopped at once.",
        "## ROOT CAUSE",
        "A fuse.\n",
    ]


def test_a_sentence_is_no_title() -> None:
    assert not markdown("The ovens were cold this morning and nobody could bake.\n\nWe are sorry.").startswith("#")


def test_wrapped_lines_are_joined() -> None:
    text = markdown("""
        Ovens

        The ovens of the Harbour Street bakery stopped at once when the
        main fuse of the building blew, and nobody had a spare one in
        the house, so the bread of the day was late.
        """)

    assert "when the main fuse" in text
    assert "spare one in the house, so" in text


def test_a_short_line_ends_what_it_says() -> None:
    text = markdown("""
        Ovens

        Status: closed
        Severity: 2
        Bakery: Harbour Street, which has been baking since the year 1902
        """)

    assert "Status: closed\n\nSeverity: 2\n\nBakery" in text


def test_lines_that_begin_with_a_time_are_items_with_what_stands_below_them() -> None:
    text = markdown("""
        Timeline
        16:00     The first loaf comes out grey
        16:05     The baker on duty looks at the oven
                  and sees that it is cold
        """)

    assert "- 16:00     The first loaf comes out grey" in text
    assert "\n  and sees that it is cold" in text


def test_a_time_on_its_own_line_gathers_the_indented_lines_below() -> None:
    text = markdown("""
        Timeline

        5:40 AM
                    Ada Baker
                    The oven is cold

        5:45 AM
                    Calling the electrician
        """)

    assert "- 5:40 AM\n  Ada Baker\n  The oven is cold" in text
    assert "- 5:45 AM\n  Calling the electrician" in text


@pytest.mark.parametrize("bullet", ["•", "·", "▪", "-", "*", "–"])
def test_bullets_become_list_items(bullet: str) -> None:
    assert "- buy fuses" in markdown(f"Actions\n\n{bullet} buy fuses\n{bullet} test them\n")


def test_indented_lines_without_bullets_are_items_where_they_do_not_run_on() -> None:
    text = markdown("""
        Action Items
                 Buy a spare fuse for every oven of the bakery and keep them where the night shift can
                 find them.
                 Test the fuses.
        """)

    assert "- Buy a spare fuse for every oven of the bakery and keep them where the night shift can find them.\n- Test the fuses." in text


def test_a_second_column_comes_before_the_text_it_stood_beside() -> None:
    text = markdown("""
        The mill stopped

        Overview                                              OWNER
        The mill of the lower valley stopped                  Ada Miller
        because the river had run dry over
        night.                                                DURATION

        What Happened                                         3h
        - The wheel stopped
        """)

    assert "## OWNER\n\nAda Miller" in text
    assert "## Overview\n\nThe mill of the lower valley stopped because the river had run dry over night." in text


def test_headers_and_footers_of_pages_move_to_the_end() -> None:
    page = "2024/5/{n}        The mill stopped · Valley Papers\n{text}\nhttps://valley.example/papers/7      {n}/2\n"
    text = to_markdown(page.format(n=1, text="The mill stopped\n\nThe river ran dry, and") + page.format(n=2, text="so did the mill."))

    assert "The river ran dry, and so did the mill." in text
    assert text.rstrip().endswith("https://valley.example/papers/7      2/2")


def test_the_menu_of_a_saved_page_is_no_title() -> None:
    text = markdown("""
        Sign in

        Get started

        Valley Engineering

        How our mill ran dry

        Ada Miller  Follow

        May 4 · 4 min read

        This is the story of a river that ran dry in the middle of the night, and of the mill that stood still because of it.
        """)

    assert "# How our mill ran dry" in text


def test_markdown_in_a_text_file_stays_as_it_is() -> None:
    text = "# Title\n\n    code\n"

    assert to_markdown(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 :.-•*#\n\t|>`~\f\u00a0é"), max_size=300))
def test_no_word_is_lost(text: str) -> None:
    assert words(to_markdown(text)) == words(text)
