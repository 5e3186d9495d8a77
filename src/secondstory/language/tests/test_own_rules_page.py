"""The worked example of docs/own-rules.md is run as it stands there."""

import re
from pathlib import Path

from secondstory.language import rule_files
from secondstory.language.checks import phrase
from secondstory.language.linter import Linter
from secondstory.language.prose import Passage, Prose
from secondstory.language.rule_files import read_rule, rules
from secondstory.language.vocabulary import built_in_lists

_PAGE = Path(__file__).resolve().parents[4] / "docs" / "own-rules.md"


def _example(folder: Path) -> Path:
    found = re.search(r"```toml\n(id = \"([a-z-]+)\"\n.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    path = folder / f"{found[2]}.toml"
    path.write_text(found[1], "utf-8")
    return path


def test_the_example_finds_what_it_says_and_lets_the_rest_pass(tmp_path: Path) -> None:
    rule = read_rule(_example(tmp_path))
    linter = Linter([rule])
    for text in rule.flags:
        assert linter.findings(Prose(text, (Passage(0, len(text)),))), text
    for text in rule.passes:
        assert not linter.findings(Prose(text, (Passage(0, len(text)),))), text


def test_the_example_joins_the_built_in_rules_from_its_folder(tmp_path: Path) -> None:
    path = _example(tmp_path)
    assert path.stem in {rule.id for rule in rules(folders=[tmp_path])}
    assert path.stem not in {rule.id for rule in rules(folders=[tmp_path], off=[path.stem])}


def test_the_lists_that_the_page_names_exist() -> None:
    named = set(re.findall(r"^\| `<(\w+)>", _PAGE.read_text("utf-8"), re.MULTILINE)) | {"role"}
    assert named <= set(built_in_lists())


def test_the_page_tells_every_field_of_a_rule() -> None:
    text = _PAGE.read_text("utf-8")
    missing = [name for name in (*rule_files._FIELDS, *phrase._FIELDS) if f"`{name}`" not in text and f"`[{name}]`" not in text]
    assert not missing
