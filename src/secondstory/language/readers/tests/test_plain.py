"""What of a plain text is prose, and which lines belong together."""

from secondstory.language.prose import Scope
from secondstory.language.readers import read_prose


def said(text: str) -> list[str]:
    prose = read_prose(text, format="text")
    return [" ".join(prose.masked[passage.start : passage.end].split()) for passage in prose.passages]


def scopes(text: str) -> list[Scope]:
    return [passage.scope for passage in read_prose(text, format="text").passages]


def test_a_line_that_is_full_goes_on_and_one_that_ended_early_does_not() -> None:
    text = "The queue was full since a limit was set for the\nOld traffic of a quiet day.\nNobody was paged.\nThe dashboard was green."
    assert said(text) == [
        "The queue was full since a limit was set for the Old traffic of a quiet day.",
        "Nobody was paged.",
        "The dashboard was green.",
    ]


def test_marks_of_markdown_are_letters_here() -> None:
    assert said("It was *not* `code` at all") == ["It was *not* `code` at all"]


def test_quotations_logs_and_quoted_mail_are_hidden() -> None:
    assert said('He said "we forgot" then.\n\n> we forgot\n\nERROR: we forgot\n') == ["He said xxxxxxxxx then."]


def test_titles_on_lines_of_their_own_say_what_follows() -> None:
    text = (
        "Timeline\nAda looked at the queue and restarted the worker.\nRoot cause\nThe limit was set for the old traffic of a quiet day.\n"
    )
    assert scopes(text) == [Scope.HEADING, Scope.TIMELINE, Scope.HEADING, Scope.PROSE]


def test_items_are_passages() -> None:
    assert said("- one\n  goes on\n* two\n3) three") == ["one goes on", "two", "three"]


def test_an_allowance_is_found_and_hidden() -> None:
    text = "<!-- secondstory: allow fault because it is the customer's word -->\nThe fault was ours."
    prose = read_prose(text, format="text")
    assert [text[start:end] for start, end in prose.comments] == [text.splitlines()[0]]
    assert "fault because" not in prose.masked
