"""Where settings come from, and what is said of settings that cannot be used."""

from pathlib import Path

import pytest

from secondstory.language.configuration import Configuration, ConfigurationError, configuration_for
from secondstory.language.findings import Level


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert configuration_for(tmp_path) == Configuration()


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.secondstory.lint]\noff = ["hindsight"]\n')
    (tmp_path / "a" / ".secondstory.toml").write_text('[lint]\npeople = ["Ada Novak"]\n')
    assert configuration_for(tmp_path / "a" / "b") == Configuration(folder=tmp_path / "a", people=("Ada Novak",))
    assert configuration_for(tmp_path).off == ("hindsight",)


def test_a_file_about_other_things_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "secondstory-notes"\n')
    (tmp_path / ".secondstory.toml").write_text("structure = true\n")
    assert configuration_for(tmp_path / "a").structure


def test_all_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / ".secondstory.toml").write_text(
        '[lint]\noff = ["fault"]\nlevel = "warning"\npeople = ["Ada"]\nrules = "rules"\n'
        'include = ["docs/**"]\nexclude = ["drafts"]\nstructure = true\n'
        'docs = "https://docs.example"\n[lint.words]\nrole = ["watch officer"]\n'
    )
    assert configuration_for(tmp_path) == Configuration(
        folder=tmp_path,
        off=("fault",),
        level=Level.WARNING,
        people=("Ada",),
        rules=(tmp_path / "rules",),
        words={"role": ("watch officer",)},
        include=("docs/**",),
        exclude=("drafts",),
        structure=True,
        docs="https://docs.example",
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ('oof = ["fault"]', "the key 'oof' is not known. The keys are off, level"),
        ('off = "fault"', "off has to be a list of texts"),
        ('level = "error"', 'level has to be "warning" or "suggestion"'),
        ('rules = "none"', "there is no folder"),
        ('words = ["a"]', "words has to be a table"),
        ("structure = 1", "structure has to be true or false"),
        ("off = [", "is not valid TOML"),
        ("docs = 1", "docs has to be a text"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(tmp_path: Path, settings: str, sentence: str) -> None:
    (tmp_path / ".secondstory.toml").write_text(settings)
    with pytest.raises(ConfigurationError, match=r"\.secondstory\.toml") as raised:
        configuration_for(tmp_path)
    assert sentence in str(raised.value)
