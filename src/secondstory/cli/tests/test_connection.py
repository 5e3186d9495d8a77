import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from secondstory.cli.commands import command
from secondstory.connections.models import Connection
from secondstory.connections.queries import hook_url, open_connections

pytestmark = pytest.mark.django_db


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_a_connection_is_made_and_its_address_printed_as_json(runner: CliRunner) -> None:
    done = runner.invoke(command, ["connection", "add", "pagerduty", "--format", "json"])
    made = Connection.objects.get()
    assert json.loads(done.stdout) == {"id": made.pk, "hook_url": hook_url(made)}
    assert made.title == "PagerDuty"


def test_a_signing_secret_is_read_from_a_file_or_from_the_standard_input(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hush\n")
    for source, given in ((str(file), ""), ("-", "hush\n")):
        done = runner.invoke(command, ["connection", "add", "github", "--signing-secret-file", source], input=given)
        assert done.exit_code == 0
        assert "hush" not in done.output
    assert [one.signing_secrets for one in open_connections().values()] == [("hush",), ("hush",)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "carrier-pigeon"], "Known: "),
        (["add", "alertmanager", "--signing-secret-file", "-"], "does not sign"),
        (["add", "github", "--signing-secret-file", "/no/such/file"], "cannot be read"),
        (["remove", "77"], "connection list"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_made(runner: CliRunner, arguments: list[str], words: str) -> None:
    done = runner.invoke(command, ["connection", *arguments], input="hush")
    assert done.exit_code == 2
    assert words in done.output
    assert not Connection.objects.exists()


def test_connections_are_listed_and_removed(runner: CliRunner) -> None:
    runner.invoke(command, ["connection", "add", "github", "--title", "Shop"])
    listed = json.loads(runner.invoke(command, ["connection", "list", "--format", "json"]).stdout)
    assert (listed["title"], listed["source"], listed["arrived"], listed["is_active"]) == ("Shop", "github", 0, True)
    assert "Shop" in runner.invoke(command, ["connection", "list"]).stdout
    assert runner.invoke(command, ["connection", "remove", str(listed["id"])]).exit_code == 0
    assert runner.invoke(command, ["connection", "list"]).stdout == ""
