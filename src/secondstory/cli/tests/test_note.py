"""Notes from the command line."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.builders import at, incident, person

from secondstory.accounts.rules import Role
from secondstory.cli.note import command
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def note(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(command, [*words], input=typed)


def test_a_note_happened_now(one: Incident) -> None:
    before = now()
    ran = note(one.key, "Saw 503s", "from the provider")
    assert ran.exit_code == 0, ran.output
    event = one.timeline_events.get()
    assert event.text == "Saw 503s from the provider"
    assert event.at is not None
    assert before <= event.at <= now()
    assert ran.stdout.startswith(f"{one.key} ")


def test_a_time_before_the_words_is_in_the_zone_of_the_incident(one: Incident) -> None:
    note(one.key, "16:05 saw 503s")
    assert (one.timeline_events.get().at, one.timeline_events.get().text) == (at(14, 5), "saw 503s")


def test_a_stated_time_leaves_the_words_alone(one: Incident) -> None:
    note(one.key, "--at", "2026-05-08T14:05:00Z", "--kind", "decision", "12:00 is when we decide again")
    event = one.timeline_events.get()
    assert (event.at, event.kind, event.text) == (at(14, 5), "decision", "12:00 is when we decide again")


def test_stdin_holds_a_note_a_line(one: Incident) -> None:
    ran = note(one.key, "-", "--format", "json", typed="16:01 first\n\n16:02 second\n")
    assert [json.loads(line)["at"] for line in ran.stdout.splitlines()] == ["2026-05-08T14:01:00Z", "2026-05-08T14:02:00Z"]
    assert [event.text for event in one.timeline_events.all()] == ["first", "second"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("INC-99", "x"), "There is no incident INC-99."),
        (("{key}",), "Write what happened"),
        (("{key}", "x", "--at", "soon"), "not a time we can read"),
        (("{key}", "x", "--kind", "blame"), "There is no kind"),
        (("{key}", "x", "--as", "nobody@example.org"), "Nobody active"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(one: Incident, words: tuple[str, ...], said: str) -> None:
    ran = note(*(word.format(key=one.key) for word in words))
    assert (ran.exit_code, said in ran.output) == (2, True)
    assert one.timeline_events.count() == 0


def test_nothing_to_note_is_said(one: Incident) -> None:
    ran = note(one.key, "-", typed="\n \n")
    assert ran.exit_code == 1
    assert "nothing was added" in ran.stderr


def test_a_note_is_written_as_somebody_who_must_be_allowed_to(one: Incident) -> None:
    vera, mei = person("Vera Lund", Role.VIEWER), person("Mei Tanaka")
    assert "does not allow this" in note(one.key, "x", "--as", str(vera.email)).output
    note(one.key, "x", "--as", str(mei.email))
    assert one.timeline_changes.get().by == mei
    restrict(one, by=None)
    assert f"There is no incident {one.key}." in note(one.key, "x", "--as", str(mei.email)).output
