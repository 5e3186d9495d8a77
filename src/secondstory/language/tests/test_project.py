"""A whole document, judged with the settings of a project."""

from pathlib import Path

import pytest

from secondstory.language.configuration import Configuration, configuration_for
from secondstory.language.findings import Level
from secondstory.language.project import ProjectLinter
from secondstory.language.rule_files import RuleFileError

REPORT = """\
# Full queue

We forgot to raise the limit. In hindsight it was too low.

## Action items

- [ ] Improve monitoring
- [x] Improve logging
"""

OWN_RULE = """\
category = "judgement"
level = "warning"
message = "Names a colour."
why = "For this test."
rewordings = ["Drop the colour."]
[check]
patterns = ["mauve"]
"""


def words(text: str, configuration: Configuration, *, level: Level | None = None) -> list[str]:
    return [text[finding.start : finding.end] for finding in ProjectLinter(configuration).findings(text, level=level)]


def test_sentences_and_open_items_are_judged_in_the_order_of_the_text() -> None:
    found = ProjectLinter(Configuration()).findings(REPORT)
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)
    assert {finding.category.value for finding in found} == {"person_cause", "hindsight", "action_item"}
    assert not any(finding.start >= REPORT.index("[x]") for finding in found)


def test_a_category_can_be_switched_off() -> None:
    with_all, without = words(REPORT, Configuration()), words(REPORT, Configuration(off=("hindsight",)))
    assert any("hindsight" in one for one in with_all)
    assert not any("hindsight" in one for one in without)


def test_action_items_can_be_switched_off() -> None:
    found = ProjectLinter(Configuration(off=("action_item",))).findings(REPORT)
    assert not any(finding.category == "action_item" for finding in found)


def test_suggestions_can_be_left_out() -> None:
    found = ProjectLinter(Configuration(level=Level.WARNING)).findings(REPORT)
    assert {finding.level for finding in found} == {Level.WARNING}
    assert len(ProjectLinter(Configuration(level=Level.WARNING)).findings(REPORT, level=Level.SUGGESTION)) > len(found)


def test_the_structure_is_judged_when_it_is_asked_for() -> None:
    report = "# Incident: full queue\n\n## Impact\n\nMany people waited.\n\n## Root cause\n\nThe limit was low.\n"
    linter = ProjectLinter(Configuration())
    assert not any(finding.category == "structure" for finding in linter.findings(report))
    assert any(finding.category == "structure" for finding in linter.findings(report, structure=True))


def test_a_project_brings_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "no-mauve.toml").write_text(OWN_RULE)
    (tmp_path / ".secondstory.toml").write_text('rules = "rules"\n')
    found = ProjectLinter(configuration_for(tmp_path)).findings("The mauve lamp was on.")
    assert [(finding.rule, finding.start, finding.end) for finding in found] == [("no-mauve", 4, 9)]


def test_an_unknown_rule_cannot_be_switched_off() -> None:
    with pytest.raises(RuleFileError, match="hindsigth"):
        ProjectLinter(Configuration(off=("hindsigth",)))


@pytest.mark.parametrize(
    "item",
    [
        "- [x] Improve monitoring",
        "- Improve monitoring (done)",
        "- Improve monitoring ✅",
        "Improve monitoring",
        "| Task | Owner |\n|---|---|\n| - | Ada |",
    ],
)
def test_what_is_done_or_no_item_is_not_judged(item: str) -> None:
    assert ProjectLinter(Configuration()).findings(f"## Action items\n\n{item}\n") == []


@pytest.mark.parametrize(
    "item", ["- Improve monitoring", "1. Improve monitoring", "| Task | Owner |\n|---|---|\n| Improve monitoring | Ada |"]
)
def test_items_of_lists_and_tables_are_judged_where_they_stand(item: str) -> None:
    text = f"## Action items\n\n{item}\n"
    (finding,) = ProjectLinter(Configuration()).findings(text)
    assert finding.category == "action_item"
    assert text[finding.start : finding.end] in "Improve monitoring"
