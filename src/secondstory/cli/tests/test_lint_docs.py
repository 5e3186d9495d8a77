"""The page about the linter names what there is."""

import re
import tomllib
from pathlib import Path

import pytest

from secondstory.cli.lint.arguments import read_arguments
from secondstory.language.configuration import Configuration, configuration_for

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "linter.md"


@pytest.fixture
def page() -> str:
    return PAGE.read_text("utf-8")


def test_every_option_is_named(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--help"])
    options = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", capsys.readouterr().out)) - {"--help", "--no-structure"}
    assert {option for option in options if option not in page} == set()


def test_the_example_of_settings_names_every_setting_and_can_be_used(page: str, tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "lint-rules").mkdir()
    (tmp_path / "pyproject.toml").write_text(example[1])
    settings = tomllib.loads(example[1])["tool"]["secondstory"]["lint"]
    assert set(settings) == set(Configuration.__dataclass_fields__) - {"folder"}
    assert configuration_for(tmp_path).structure


def test_the_hook_for_commits_starts_the_linter() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: secondstory lint\n" in hooks
