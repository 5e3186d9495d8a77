"""A full time without a zone is kept as stated; anything less is no time at all."""

from datetime import datetime
from pathlib import Path

import pytest

from secondstory.integrations import event_sources, recognised
from secondstory.timeline.ports import Payload, UnreadablePayload

FOLDER = Path(__file__).parents[1]


def local_times(name: str) -> list[str | None]:
    path = FOLDER / name
    events = event_sources()[path.parts[-3]].translate(Payload(path))
    return [event.local_at.isoformat() if event.local_at else None for event in events]


def read(text: str) -> list[tuple[str | None, str | None, str]]:
    payload = Payload(text.encode())
    source = recognised(payload)
    assert source is not None
    return [
        (event.at.isoformat() if event.at else None, event.local_at.isoformat() if event.local_at else None, event.text)
        for event in source.translate(payload)
    ]


def test_logs_of_irc_take_the_day_from_their_day_lines_or_their_name() -> None:
    assert local_times("irc_log/fixtures/irssi.log") == [
        "2024-03-01T13:20:00",
        "2024-03-01T13:22:00",
        "2024-03-01T23:59:00",
        "2024-03-02T00:03:00",
    ]
    assert local_times("irc_log/fixtures/energymech_20240301.log")[1] == "2024-03-01T13:22:31"
    assert local_times("irc_log/fixtures/hexchat.log")[1] == "2024-03-01T13:22:31"
    assert local_times("irc_log/fixtures/weechat.weechatlog")[1] == "2024-03-01T13:22:31"
    assert local_times("irc_log/fixtures/limnoria.log")[-1] == "2024-03-01T13:40:00"


def test_past_midnight_without_a_day_line_no_day_is_made_up() -> None:
    path = Payload(b"[23:59:00] <anna> late\n[00:01:00] <anna> early\n", name="#tide_20240301.log")
    late, early = event_sources()["irc_log"].translate(path)
    assert late.local_at == datetime(2024, 3, 1, 23, 59)  # noqa: DTZ001
    assert early.local_at is None
    assert early.text == "00:01:00 early"
    assert late.component == "#tide_20240301"


def test_mails_calendars_and_exports_keep_times_without_zone() -> None:
    assert local_times("mail/fixtures/without_zone.eml") == ["2024-03-03T11:00:00"]
    assert local_times("ics/fixtures/maintenance.ics")[4] == "2024-07-01T12:00:00"
    assert local_times("ics/fixtures/maintenance.ics")[3] is None
    assert local_times("telegram/fixtures/desktop.json")[2] == "2024-03-01T14:23:20"


def test_tables_keep_times_without_zone() -> None:
    assert local_times("csv_lines/fixtures/zwei_spalten.csv") == ["2026-03-13T14:02:00", "2026-03-14T08:05:30"]


def test_lists_and_webhooks_of_bugzilla_keep_times_without_zone() -> None:
    assert local_times("bugzilla/fixtures/list.csv")[:2] == ["2026-03-02T15:10:05", "2026-03-02T17:00:00"]
    assert local_times("bugzilla/fixtures/activity.html") == [None, None, "2026-07-01T12:01:00"]
    assert local_times("bugzilla/fixtures/webhook.json") == ["2026-03-02T14:25:31"]


def test_notes_and_logs_keep_times_without_zone() -> None:
    assert local_times("pasted/fixtures/notes.txt") == [None, None, "2026-05-08T14:10:00", None]
    assert local_times("pasted/fixtures/undated.txt") == [None, None]
    logs = local_times("pasted/fixtures/logs.log")
    assert logs[1] == "2024-03-01T13:22:32.500000"
    assert logs[3] is None
    assert logs[5] == "2024-03-01T13:22:36.123456"
    assert logs[6] == "2024-03-01T13:22:37"


def test_a_day_that_can_be_read_both_ways_stays_as_written() -> None:
    assert read("[03/04/2024, 14:02:31] Anna: slow\n[03/04/2024, 14:03:00] Ben: yes\n")[0] == (None, None, "03/04/2024, 14:02:31 slow")
    assert read("[03/04/2024, 14:02:31] Anna: slow\n[13/04/2024, 14:03:00] Ben: yes\n")[0] == (None, "2024-04-03T14:02:31", "slow")


def test_years_that_cannot_be_are_no_times() -> None:
    assert read("1970-01-01T00:00:00Z started\n3000-01-01T00:00:00Z ended\n")[0][:2] == (None, None)


def test_a_log_of_very_many_lines_is_refused_with_a_sentence() -> None:
    payload = Payload(b"2024-03-01T13:22:31Z x\n" * 200_001)
    with pytest.raises(UnreadablePayload, match=r"more than 200,000 lines"):
        next(iter(event_sources()["pasted"].translate(payload)))


def test_a_zone_that_a_calendar_describes_holds_in_that_calendar_alone() -> None:
    def calendar(offset: str) -> str:
        zone = f"BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD"
        entry = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Quay time:20260302T100000\nSUMMARY:Freeze\nEND:VEVENT"
        return f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Quay time\n{zone}\nEND:VTIMEZONE\n{entry}\nEND:VCALENDAR\n"

    assert read(calendar("+0200")) == [("2026-03-02T08:00:00+00:00", None, "Freeze")]
    assert read(calendar("+0500")) == [("2026-03-02T05:00:00+00:00", None, "Freeze")]


def test_an_entry_that_a_calendar_does_not_close_is_read() -> None:
    assert read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260302T100000Z\nSUMMARY:Cut") == [
        ("2026-03-02T10:00:00+00:00", None, "Cut")
    ]


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("slack_window.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:00", "2026-03-02T14:06:00", "2026-03-02T14:07:00"]),
        ("teams_new.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:00"]),
        ("whatsapp_android.txt", ["2026-02-25T09:00:00", "2026-03-02T14:02:00", "2026-03-02T14:03:00", "2026-03-02T14:05:00"]),
        ("whatsapp_ios.txt", ["2026-03-02T14:02:31", "2026-03-02T14:03:00", "2026-03-02T14:05:09"]),
        ("discord.txt", ["2026-03-13T14:02:00", "2026-03-13T14:05:00", "2026-03-13T14:06:00", None]),
        ("telegram_window.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:31"]),
        ("google_chat.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:00"]),
        ("reply.txt", ["2026-03-02T14:02:00", "2026-03-02T13:40:00"]),
        ("outlook.txt", ["2026-03-02T14:02:00", "2026-03-02T13:40:00"]),
        ("jira_comments.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:00"]),
        ("german_notes.txt", ["2026-03-02T14:02:00", "2026-03-02T14:05:00"]),
    ],
)
def test_windows_that_were_copied_keep_times_without_zone(name: str, times: list[str | None]) -> None:
    assert local_times(f"pasted/fixtures/{name}") == times
