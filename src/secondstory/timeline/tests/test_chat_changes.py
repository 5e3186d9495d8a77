from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.timeline.rules import Message, Said, messages_after_changes


def at(minute: int) -> datetime:
    return datetime(2026, 5, 8, 14, minute, tzinfo=UTC)


ORIGINAL = Said("m1", "the provider is down", at(2))
EDIT = Said("m1/edited-1", "the provider may be down", at(4), replaces="m1")
LATER_EDIT = Said("m1/edited-2", "the provider is fine", at(9), replaces="m1/edited-1")
DELETION = Said("m1/deleted", "", at(12), replaces="m1", is_deleted=True)


def test_a_message_nobody_changed_is_told_as_it_is() -> None:
    [message] = messages_after_changes([ORIGINAL])
    assert (message.text, message.earlier, message.is_edited, message.is_taken_back) == ("the provider is down", (), False, False)


def test_an_edited_message_has_its_last_words_and_keeps_the_earlier_ones() -> None:
    [message] = messages_after_changes([ORIGINAL, EDIT, LATER_EDIT])
    assert message.external_id == "m1"
    assert message.text == "the provider is fine"
    assert message.earlier == ("the provider is down", "the provider may be down")
    assert message.said_at == at(2)
    assert message.ids == ("m1", "m1/edited-1", "m1/edited-2")


def test_an_edit_that_comes_before_its_original_waits_for_it() -> None:
    early = messages_after_changes([EDIT])
    assert [(one.external_id, one.text, one.is_whole, one.is_edited) for one in early] == [("m1", "the provider may be down", False, True)]
    [whole] = messages_after_changes([ORIGINAL], known=early)
    assert (whole.text, whole.earlier, whole.is_whole) == ("the provider may be down", ("the provider is down",), True)


def test_an_edit_of_an_edit_that_is_not_known_yet_finds_its_message_later() -> None:
    first = messages_after_changes([LATER_EDIT])
    [message] = messages_after_changes([ORIGINAL, EDIT], known=first)
    assert (message.external_id, message.text) == ("m1", "the provider is fine")


def test_an_edit_may_carry_the_id_of_its_message() -> None:
    [message] = messages_after_changes([Said("7", "new", at(5), replaces="7"), Said("7", "old", at(5))])
    assert (message.text, message.earlier) == ("new", ("old",))


def test_what_was_taken_back_is_not_told_and_its_words_are_kept() -> None:
    [message] = messages_after_changes([DELETION, EDIT, ORIGINAL])
    assert message.is_taken_back
    assert message.text == "the provider may be down"
    assert message.earlier == ("the provider is down",)


def test_what_was_taken_back_stays_so_whatever_arrives_later() -> None:
    [gone] = messages_after_changes([DELETION])
    assert (gone.external_id, gone.wordings, gone.is_edited) == ("m1", (), False)
    [still_gone] = messages_after_changes([ORIGINAL, EDIT], known=[gone])
    assert still_gone.is_taken_back


def test_a_message_can_be_marked_as_deleted_under_its_own_id() -> None:
    [message] = messages_after_changes([ORIGINAL, Said("m1", "the provider is down", at(2), is_deleted=True)])
    assert message.is_taken_back
    assert message.text == "the provider is down"


def test_other_words_under_the_same_id_and_time_are_newer_than_what_was_known() -> None:
    known = messages_after_changes([Said("m1", "b", at(2))])
    [message] = messages_after_changes([Said("m1", "a", at(2))], known=known)
    assert (message.text, message.earlier) == ("a", ("b",))


def test_messages_do_not_mix() -> None:
    assert [one.text for one in messages_after_changes([Said("b", "two"), Said("a", "one"), Said("a2", "One", replaces="a")])] == [
        "One",
        "two",
    ]


def test_edits_that_go_round_in_a_circle_are_one_message() -> None:
    assert len(messages_after_changes([Said("a", "one", replaces="b"), Said("b", "two", replaces="a")])) == 1


_ANYTHING = st.lists(
    st.builds(
        Said,
        st.sampled_from(["a", "b", "c", "d"]),
        st.sampled_from(["one", "two", "three"]),
        st.none() | st.integers(0, 5).map(at),
        st.sampled_from(["", "", "a", "b", "c", "d"]),
        st.booleans(),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(_ANYTHING, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(said: list[Said], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert messages_after_changes(shuffled) == messages_after_changes(said)


@settings(deadline=None)
@given(_ANYTHING)
def test_what_arrives_again_changes_nothing(said: list[Said]) -> None:
    once = messages_after_changes(said)
    assert messages_after_changes((), known=once) == once
    assert messages_after_changes(said, known=once) == once


@settings(deadline=None)
@given(_ANYTHING)
def test_nothing_that_was_said_is_lost(said: list[Said]) -> None:
    kept = {part for message in messages_after_changes(said) for part in (*message.wordings, *message.deletions)}
    assert kept == set(said)


@st.composite
def _chats(draw: st.DrawFn) -> list[Said]:
    """Messages, edits of them or of their edits, and deletions, each with an id and a time of its own."""
    said: list[Said] = []
    for number in range(draw(st.integers(0, 10))):
        earlier = draw(st.sampled_from(["", *(one.external_id for one in said)]))
        said.append(Said(f"m{number}", draw(st.sampled_from(["one", "two"])), at(number), earlier, bool(earlier) and draw(st.booleans())))
    return draw(st.permutations(said))


@settings(deadline=None)
@given(_chats(), st.integers(0, 10))
def test_what_comes_in_two_parts_is_followed_as_at_once(said: list[Said], cut: int) -> None:
    first: list[Message] = messages_after_changes(said[:cut])
    assert messages_after_changes(said[cut:], known=first) == messages_after_changes(said)
