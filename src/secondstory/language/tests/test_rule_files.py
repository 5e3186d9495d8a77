"""Every rule file, whatever its kind: what it says about itself, and that it does what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from secondstory.language.actions import judge_action, judge_plan
from secondstory.language.allowances import apply_allowances
from secondstory.language.findings import Category, Finding
from secondstory.language.linter import lint, lint_prose
from secondstory.language.readers import read_prose
from secondstory.language.rule_files import FOLDER, Rule, RuleFileError, built_in_rules, read_rule, rules
from secondstory.language.rule_pages import page
from secondstory.language.structure import check_structure

_ROOT = Path(__file__).resolve().parents[4]
_PAGE = _ROOT / "docs" / "language-rules.md"
_SCOLDING = re.compile(
    r"\b(?:bad|wrong|stupid|silly|careless|lazy|sloppy|shame|terrible|awful|never (?:do|write|say)|you (?:must|should|need to)|don['’]t"
    r"|unacceptable|violat\w+|forbidden|illegal|error:|blame[sd]?)\b",
    re.IGNORECASE,
)
_EXAMPLES_WANTED = 2


def _allowances_of(text: str) -> list[Finding]:
    prose = read_prose(text)
    return apply_allowances(text, prose, lint_prose(prose), rules=built_in_rules())


def _action_findings(text: str) -> list[Finding]:
    return list(judge_action(text).messages)


def _plan_findings(text: str) -> list[Finding]:
    """A plan is written with one item a line."""
    return judge_plan([judge_action(line) for line in text.splitlines() if line.strip()])


_FINDINGS: dict[str, Callable[[str], list[Finding]]] = {
    "phrase": lint,
    "structure": check_structure,
    "allowance": _allowances_of,
    "action": _action_findings,
    "plan": _plan_findings,
}
every_rule = pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.id)


@every_rule
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    find = _FINDINGS[rule.kind]
    missed = [example for example in rule.flags if rule.id not in {finding.rule for finding in find(example)}]
    flagged = [example for example in rule.passes if rule.id in {finding.rule for finding in find(example)}]
    assert not missed, "The rule does not find what it says it flags."
    assert not flagged, "The rule flags what it says it lets pass."


@every_rule
def test_a_finding_of_a_rule_says_what_the_file_says(rule: Rule) -> None:
    for example in rule.flags:
        for finding in _FINDINGS[rule.kind](example):
            if finding.rule == rule.id:
                assert (finding.category, finding.level) == (rule.category, rule.level)
                assert 0 <= finding.start <= finding.end <= len(example)
                assert finding.rewordings
                assert not re.search(r"\{\w+\}", " ".join((finding.message, *finding.rewordings)))


@every_rule
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert len(rule.why.split()) >= 20
    assert rule.source
    assert rule.rewordings
    assert len(rule.flags) >= _EXAMPLES_WANTED
    assert len(rule.passes) >= _EXAMPLES_WANTED
    assert not set(rule.flags) & set(rule.passes)
    assert rule.message.endswith((".", "?"))


@every_rule
def test_a_rule_never_scolds(rule: Rule) -> None:
    said = re.sub(r"“[^”]*”", "", " ".join((rule.message, *rule.rewordings)))
    assert not _SCOLDING.search(said)


@every_rule
def test_the_link_of_a_rule_leads_to_its_explanation(rule: Rule) -> None:
    address, _, anchor = Finding(rule.id, rule.category, rule.level, 0, 0, rule.message).why.partition("#")
    assert address == _PAGE.name
    assert _anchors(page(built_in_rules())).count(anchor) == 1


def test_every_file_holds_the_rule_that_it_is_named_after() -> None:
    paths = sorted(FOLDER.rglob("*.toml"))
    assert [read_rule(path).id for path in paths] == [path.stem for path in paths]
    assert len({path.stem for path in paths}) == len(paths)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", path.stem) for path in paths)


def test_the_page_of_all_rules_is_up_to_date() -> None:
    assert _PAGE.read_text("utf-8") == page(built_in_rules()), "Run `make docs-rules`."


def test_switching_a_rule_off_takes_it_away() -> None:
    left = rules(off=["forgot", "structure"])
    assert not any(rule.id == "forgot" or rule.category is Category.STRUCTURE for rule in left)
    assert len(left) < len(rules())


def test_switching_off_what_does_not_exist_says_so() -> None:
    with pytest.raises(RuleFileError, match="no-such-rule"):
        rules(off=["no-such-rule"])


def test_every_kind_of_rule_is_tried_here() -> None:
    assert {rule.kind for rule in built_in_rules()} == set(_FINDINGS)


def _anchors(markdown: str) -> list[str]:
    """The anchors of a page's headings, as GitHub makes them; the second of two equal ones gets a number."""
    titles = re.findall(r"^#{1,6} (.+)$", re.sub(r"^````.*?^````", "", markdown, flags=re.MULTILINE | re.DOTALL), flags=re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
