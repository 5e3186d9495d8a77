import pytest

from secondstory.actions.rules import missing_note, open_questions, ticket_words


@pytest.mark.parametrize(
    ("ticket", "words"),
    [
        ("SEAT-1841", "SEAT-1841"),
        ("https://tracker.example.org/browse/seat-1841?focus=1", "SEAT-1841"),
        ("https://git.example.org/a/b/issues/902", "#902"),
        ("https://example.org/t/some-page", "Ticket"),
    ],
)
def test_a_ticket_is_called_by_its_key(ticket: str, words: str) -> None:
    assert ticket_words(ticket) == words


@pytest.mark.parametrize(("state", "is_asked"), [("blocked", True), ("declined", True), ("done", False)])
def test_some_states_ask_for_a_note(state: str, is_asked: bool) -> None:
    assert (missing_note(state, " ") is not None) == is_asked
    assert missing_note(state, "because") is None


def test_what_an_item_leaves_open_is_asked() -> None:
    assert open_questions(has_owner=True, has_date=True, done_when="x") == []
    assert len(open_questions(has_owner=False, has_date=False, done_when="")) == 3
