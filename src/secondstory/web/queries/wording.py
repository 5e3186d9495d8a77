"""The rules of the linter as a page explains them."""

import re
from dataclasses import dataclass

from secondstory.language.findings import Category
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.rule_pages import CATEGORY_TITLES

_FIELD = re.compile(r"\{\w{1,40}\}")


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    id: str
    why: str
    source: str
    flagged: str
    passed: str
    rewordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedCategory:
    title: str
    sentence: str
    rules: tuple[ExplainedRule, ...]


def explained_categories() -> list[ExplainedCategory]:
    """Return the rules about a sentence or an action item, by category. Those about whole documents speak to files."""
    held: dict[Category, list[Rule]] = {category: [] for category in Category if category is not Category.STRUCTURE}
    for rule in built_in_rules():
        if rule.category in held and not any("\n" in example for example in rule.flags):
            held[rule.category].append(rule)
    return [
        ExplainedCategory(*CATEGORY_TITLES[category], rules=tuple(_explained(rule) for rule in rules))
        for category, rules in held.items()
        if rules
    ]


def _explained(rule: Rule) -> ExplainedRule:
    return ExplainedRule(
        id=rule.id,
        why=rule.why,
        source=rule.source,
        flagged=rule.flags[0] if rule.flags else "",
        passed=rule.passes[0] if rule.passes else "",
        rewordings=tuple(_FIELD.sub("…", text) for text in rule.rewordings),
    )
