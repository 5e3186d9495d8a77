"""Timelines given out by the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import at, incident, person

from secondstory.cli.export_events import events
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.timeline.commands import EventFacts, add_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    told = incident()
    add_event(told, EventFacts(text="Zuerst", at=at(14, 0)), by=None)
    add_event(told, EventFacts(text="Später", at=at(14, 5), is_starred=True), by=None)
    return told


def export(*words: str) -> Result:
    return CliRunner().invoke(events, [*words])


def test_the_timeline_is_written_to_stdout(one: Incident) -> None:
    ran = export(one.key, "--format", "json")
    assert ran.exit_code == 0
    assert [record["text"] for record in json.loads(ran.stdout_bytes)] == ["Zuerst", "Später"]


def test_only_what_is_asked_for_is_written(one: Incident) -> None:
    assert [record["text"] for record in json.loads(export(one.key, "--format", "json", "--starred").stdout_bytes)] == ["Später"]


def test_a_file_is_written(one: Incident, tmp_path: Path) -> None:
    ran = export(one.key, "--format", "md", "-o", str(tmp_path / "timeline.md"))
    assert "Später" in (tmp_path / "timeline.md").read_text(encoding="utf-8")
    assert f"2 events of {one.key}" in ran.stderr
    assert export(one.key, "-o", str(tmp_path / "none" / "x.csv")).exit_code == 2


def test_who_may_not_see_an_incident_does_not_export_it(one: Incident) -> None:
    mei = person("Mei Tanaka")
    restrict(one, by=None)
    ran = export(one.key, "--as", str(mei.email))
    assert (ran.exit_code, f"There is no incident {one.key}." in ran.output) == (2, True)
