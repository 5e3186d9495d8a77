"""Pasted text: what its fixtures cannot show in a line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.integrations import event_sources, recognised
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

FIXTURES = Path(__file__).parents[1] / "pasted" / "fixtures"


def told(text: str) -> list[SourceEvent]:
    payload = Payload(text.encode())
    assert recognised(payload) is event_sources()["pasted"]
    return list(event_sources()["pasted"].translate(payload))


def test_what_whatsapp_says_itself_is_noise_and_notes_with_dashes_are_not() -> None:
    exported = event_sources()["pasted"].translate(Payload(FIXTURES / "whatsapp_android.txt"))
    assert [event.is_noise for event in exported] == [True, False, False, False]
    notes = told("02.03.2026, 14:02 - alert fires\n02.03.2026, 14:05 - Root cause: a full disk\n02.03.2026, 14:09 - all clear\n")
    assert [(event.actor, event.text, event.is_noise) for event in notes] == [
        ("", "alert fires", False),
        ("", "Root cause: a full disk", False),
        ("", "all clear", False),
    ]


def test_a_reply_keeps_the_address_of_who_wrote() -> None:
    events = list(event_sources()["pasted"].translate(Payload(FIXTURES / "reply.txt")))
    assert [event.actor_email for event in events] == ["anna@fjord.example", "ben@fjord.example"]


def test_the_day_of_a_title_holds_for_the_times_below_it() -> None:
    assert [str(event.at) for event in told("Incident 7 - 2 March 2026\nTimes in CET.\n14:02 alarm\n")] == ["2026-03-02 13:02:00+00:00"]


@pytest.mark.parametrize(
    "title", ["Post-mortem review, 5 March 2026", "Outage of 2–3 March 2026", "On 2 March 2026 and 3 March 2026", "Updated 2026-03-05"]
)
def test_a_title_that_may_mean_another_day_is_left_alone(title: str) -> None:
    [event] = told(f"{title}\n14:02 UTC alarm\n")
    assert (event.at, event.local_at, event.text) == (None, None, "14:02 UTC alarm")


def test_the_level_of_a_line_is_nobody() -> None:
    assert [(event.actor, event.text) for event in told("[14:09] ERROR: failed\n[14:10] Anna: looking\n")] == [
        ("", "14:09 ERROR: failed"),
        ("Anna", "14:10 looking"),
    ]


def test_a_later_message_of_the_same_person_stays_in_the_afternoon() -> None:
    events = told("2026-03-02\nAnna Berg\n  11:58 AM\nslow\n12:01\nstill\nBen\n  12:59 PM\nback\n1:02\nsure\n")
    assert [str(event.local_at)[11:16] for event in events] == ["11:58", "12:01", "12:59", "13:02"]


def test_a_day_that_is_called_today_is_not_the_day_stated_before() -> None:
    events = told("Anna — 03/13/2026 2:02 PM\nslow\nBen — Today at 2:05 PM\nback\n[2:06 PM]\nsure\n")
    assert [str(event.local_at) for event in events] == ["2026-03-13 14:02:00", "None", "None"]


PIECES = st.sampled_from(
    [
        "14:02", "2:05 PM", "24:99", "02.03.2026", "3/4/2026", "2026-03-02T14:02:11Z", "Mar 2, 2026", "02/Mar/26", "31 February 2026",
        "~", "–", "UTC", "CEST", "Uhr", "(all times UTC)", "Today at ", "Anna Berg", "Ben", "APP", "the queue grows",
        "é", "9" * 30, "\ud800", "\0", "—", "  ", ", ", "[", "]", " - ", ": ", "\t", "|", "\n", "\n\n", "- ", "# ", "\u200e", "\u202f",
        "> ", "On ", " wrote:", "From: ", "Sent: ", "Subject: ", "Posted ",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(pieces=st.lists(PIECES, max_size=60))
def test_any_pieces_of_pastes_are_read_or_refused(pieces: list[str]) -> None:
    payload = Payload("".join(pieces).encode("utf-8", "replace"))
    source = event_sources()["pasted"]
    try:
        events = list(source.translate(payload))
    except UnreadablePayload:
        events = []
    assert all(event.text for event in events)
    assert len({event.external_id for event in events}) == len(events)
    assert source.recognises(payload) in {True, False}
