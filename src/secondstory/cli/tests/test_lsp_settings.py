from pathlib import Path

import pytest

from secondstory.cli.lsp.settings import switch_off
from secondstory.language.configuration import Configuration


def switched(folder: Path, name: str, before: str) -> str | None:
    (folder / name).write_text(before)
    found = switch_off("judging-people", configuration=Configuration(folder=folder), folder=folder)
    return None if found is None else before[: found.at] + found.text + before[found.at :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'off = ["judging-people"]\n'),
        ("off = []\n", 'off = ["judging-people"]\n'),
        ('off = [\n  # first\n  "hindsight",\n]\n', 'off = ["judging-people", \n  # first\n  "hindsight",\n]\n'),
        ("[lint]\nstructure = true\n", '[lint]\noff = ["judging-people"]\nstructure = true\n'),
        ("[lint]", '[lint]\noff = ["judging-people"]\n'),
        ('[words]\nrole = ["watch"]\n', 'off = ["judging-people"]\n[words]\nrole = ["watch"]\n'),
    ],
)
def test_a_name_more_stands_in_the_list_and_the_rest_is_as_it_was(tmp_path: Path, before: str, after: str) -> None:
    assert switched(tmp_path, ".secondstory.toml", before) == after


def test_the_shared_file_is_changed_in_its_own_table_alone(tmp_path: Path) -> None:
    before = '[tool.other]\noff = ["x"]\n\n[tool.secondstory.lint]\nlevel = "warning"\n\n[tool.third]\noff = []\n'
    assert switched(tmp_path, "pyproject.toml", before) == before.replace("lint]\n", 'lint]\noff = ["judging-people"]\n')


@pytest.mark.parametrize("before", ["off = [", 'lint = { off = ["hindsight"] }\n', 'off = "hindsight"\n'])
def test_what_is_written_in_another_way_is_left_to_its_author(tmp_path: Path, before: str) -> None:
    assert switched(tmp_path, ".secondstory.toml", before) is None
