"""Walks all rules of action items and plans: each flags its examples and lets the others pass."""

import pytest

from secondstory.language.actions import judge_action, judge_plan
from secondstory.language.rule_files import FOLDER, Rule, read_rule

RULES = [read_rule(path) for path in sorted((FOLDER / "actions").glob("*.toml"))]
CASES = [(rule, text, True) for rule in RULES for text in rule.flags] + [(rule, text, False) for rule in RULES for text in rule.passes]


def rules_found(rule: Rule, text: str) -> set[str]:
    if rule.kind == "plan":
        return {finding.rule for finding in judge_plan([judge_action(line) for line in text.strip().splitlines()])}
    return {finding.rule for finding in judge_action(text).messages}


@pytest.mark.parametrize(("rule", "text", "is_flagged"), CASES, ids=[f"{rule.id}: {text.strip()[:50]}" for rule, text, _ in CASES])
def test_a_rule_keeps_to_its_examples(rule: Rule, text: str, is_flagged: bool) -> None:
    assert (rule.id in rules_found(rule, text)) is is_flagged


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_what_to_write_instead(rule: Rule) -> None:
    assert rule.why
    assert rule.source
    assert rule.rewordings
    assert rule.flags
    assert rule.passes
    assert rule.kind in ("action", "plan")
