"""What the fixtures of chats and mails cannot show in a line: threads, edits, deletions, noise, and words as they were said."""

import json
from pathlib import Path
from typing import Any

import pytest

from secondstory.integrations import event_sources
from secondstory.timeline.ports import Payload, SourceEvent

FOLDER = Path(__file__).parents[1]


def told(name: str) -> list[SourceEvent]:
    path = FOLDER / name
    return list(event_sources()[path.parts[-3]].translate(Payload(path)))


def slack_message(**message: Any) -> SourceEvent:
    body = {"ok": True, "messages": [{"type": "message", "ts": "1709299351.042119", **message}]}
    [event] = event_sources()["slack_api"].translate(Payload(json.dumps(body).encode()))
    return event


def test_a_reply_names_the_message_that_began_its_thread() -> None:
    assert told("slack_export/fixtures/workspace.zip")[2].thread == "C7QOPS001/1709299351.042119"
    assert told("mattermost/fixtures/posts.json")[0].thread == "p7root00000000000000000001"
    assert told("rocketchat/fixtures/history.json")[0].thread == "m7root"
    assert told("msteams/fixtures/export.json")[1].thread == "19:fixture@thread.tacv2/1709299351000"
    assert told("telegram/fixtures/desktop.json")[1].thread == "4007/1"
    assert told("discourse/fixtures/topic.json")[1].thread == "701"
    assert told("gitter/fixtures/messages.json")[1].thread == "g7root"
    assert told("mail/fixtures/two_answers.mbox")[1].thread == "one.1@berg.example"


def test_the_message_that_begins_a_thread_answers_none() -> None:
    assert told("slack_export/fixtures/workspace.zip")[1].thread == ""


def test_an_edit_names_the_message_that_it_replaces() -> None:
    [slack] = told("slack_api/fixtures/event_edit.json")
    [original] = told("slack_api/fixtures/event_message.json")
    assert slack.replaces == original.external_id
    [telegram] = told("telegram/fixtures/update.json")
    assert telegram.replaces == "-1007/71"


def test_a_deletion_names_the_message_that_was_taken_back() -> None:
    [live] = told("slack_api/fixtures/event_delete.json")
    exported = told("slack_export/fixtures/workspace.zip")
    assert live.is_deleted
    assert live.replaces == "C7QOPS001/1709303000.000100"
    assert exported[4].is_deleted
    assert exported[4].replaces == exported[2].external_id
    assert told("msteams/fixtures/export.json")[1].is_deleted
    assert told("mattermost/fixtures/posts.json")[0].is_deleted


@pytest.mark.parametrize(
    ("name", "position"),
    [
        ("slack_export/fixtures/workspace.zip", 0),
        ("slack_api/fixtures/history.json", 2),
        ("mattermost/fixtures/posts.json", 2),
        ("rocketchat/fixtures/history.json", 2),
        ("msteams/fixtures/graph.json", 0),
        ("telegram/fixtures/desktop.json", 0),
        ("discourse/fixtures/topic.json", 2),
        ("irc_log/fixtures/limnoria.log", 0),
    ],
)
def test_joins_and_their_like_are_noise_and_nothing_else_is(name: str, position: int) -> None:
    assert [number for number, event in enumerate(told(name)) if event.is_noise] == [position]


def test_a_live_message_and_the_same_in_an_export_are_one() -> None:
    body = {
        "type": "event_callback",
        "event": {"type": "message", "channel": "C7QOPS001", "user": "U7QBEN002", "text": "looking :eyes:", "ts": "1709299372.900000"},
    }
    [live] = event_sources()["slack_api"].translate(Payload(json.dumps(body).encode()))
    assert live.external_id == told("slack_export/fixtures/workspace.zip")[2].external_id


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("plain words", "plain words"),
        ("*bold* _slanted_ ~struck~ `code`", "bold slanted struck code"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`*kept* &lt;as&gt; is`", "*kept* <as> is"),
        ("```\na *b*\n```", "a *b*"),
        ("<!here> <!subteam^S1|@night> <!date^1709299351^{date}|Friday>", "@here @night Friday"),
        ("<https://graphs.example.com/d/1>", "https://graphs.example.com/d/1"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;", "<script>alert(1)</script> &amp;"),
        ("&gt; quoted :tada: 🎉", "> quoted :tada: 🎉"),
    ],
)
def test_markup_of_slack_is_taken_off(said: str, read: str) -> None:
    event = slack_message(text=said, user="U7QANNA01")
    assert event.text == read
    assert event.words == ("" if said == read else said)


def test_a_preview_of_a_linked_page_is_not_part_of_what_was_said() -> None:
    event = slack_message(text="see <https://x.example>", attachments=[{"from_url": "https://x.example", "title": "Page", "text": "Long"}])
    assert event.text == "see https://x.example"


def test_a_message_in_blocks_alone_is_read() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "all clear "}, {"type": "emoji", "name": "tada"}]}
        ],
    }
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Status*: ok"}}
    assert slack_message(text="", blocks=[rich, section]).text == "all clear :tada:\nStatus: ok"


def test_quotes_and_signatures_of_a_mail_are_kept_word_for_word() -> None:
    event = told("mail/fixtures/two_answers.mbox")[1]
    assert "> The pages time out." in event.words
    assert event.component == ""
    assert told("mail/fixtures/two_answers.mbox")[0].component == "outages.lists.berg.example"
