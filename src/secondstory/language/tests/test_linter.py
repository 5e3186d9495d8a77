"""From text to findings: look-alikes, people, scopes, own words and rules, and what comes of several findings in a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from secondstory.language.findings import Category, Finding, Level
from secondstory.language.linter import Linter, lint, lint_prose
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import read_prose
from secondstory.language.rule_files import Rule, RuleFileError, built_in_rules, read_rule


def own_rule(**check: object) -> Rule:
    return Rule(
        "own-rule", Category.JUDGEMENT, Level.WARNING, "phrase", "Says “{phrase}”.", "", "", ("Not {phrase}.",), (), (), check=check
    )


def said(text: str, findings: list[Finding]) -> list[str]:
    return [text[finding.start : finding.end] for finding in findings]


def found_by(rule: Rule, text: str, *, words: dict[str, list[str]] | None = None) -> list[str]:
    prose = Prose(text, (Passage(0, len(text)),))
    return said(text, Linter([rule], words=words).findings(prose))


def categories(text: str, *, people: tuple[str, ...] = (), scope: Scope = Scope.PROSE) -> set[Category]:
    return {finding.category for finding in lint(text, people=people, scope=scope)}


def test_nothing_is_found_in_nothing() -> None:
    assert lint("") == []
    assert lint("\n\n \t") == []


def test_a_finding_points_at_the_words_it_is_about() -> None:
    text = "At noon 🙂 the operator forgot to drain the pump."
    (finding,) = lint(text)
    assert "forgot to" in text[finding.start : finding.end]
    assert finding.why == f"language-rules.md#{finding.rule}"


@pytest.mark.parametrize(
    "text",
    [
        "The pump should have started by itself at noon.",
        "The failover should have completed within a minute.",
        "The second probe should have sent a page.",
        "The pump failed to start.",
        "The batch job did not notice the full disk.",
        "Why did the probe stay green?",
        "We should have numbers on this by Tuesday.",
    ],
)
def test_what_a_system_should_have_done_is_no_blame(text: str) -> None:
    assert lint(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The handbook says “human error” on every page.",
        'A poster reads "the operator should have checked the valve".',
        "The log said 'operator failed to check the valve' and nothing else.",
    ],
)
def test_quoted_words_are_not_the_authors(text: str) -> None:
    assert lint(text) == []


@pytest.mark.parametrize("text", ["We do not stop at human error.", "Human error is never the whole story."])
def test_a_mention_made_to_reject_is_no_finding(text: str) -> None:
    assert Category.HUMAN_ERROR not in categories(text)


def test_a_question_about_a_person_is_found_and_one_about_a_system_is_not() -> None:
    assert categories("Why did you open the valve?") == {Category.BLAME_QUESTION}
    assert categories("What made opening the valve look right?") == set()


def test_people_of_the_incident_are_known_by_name() -> None:
    text = "Quillon forgot to drain the pump."
    assert Category.NAMED_INDIVIDUAL not in categories(text)
    assert Category.NAMED_INDIVIDUAL in categories(text, people=("Quillon Brook",))
    assert Category.NAMED_INDIVIDUAL not in categories("The quillon forgot to drain the pump.", people=("Quillon Brook",))


def test_people_whom_the_document_names_are_known() -> None:
    text = "Quillon forgot to drain the pump."
    prose = Prose(text, (Passage(0, len(text)),), people=("Quillon Brook",))
    assert Category.NAMED_INDIVIDUAL in {finding.category for finding in lint_prose(prose)}


@pytest.mark.parametrize("people", [("",), (" ", "\n"), ("@", "x"), ("\ud800",), ("a" * 10_000,)])
def test_any_names_can_be_given(people: tuple[str, ...]) -> None:
    assert lint("We forgot to drain the pump.", people=people)


def test_a_timeline_may_name_responders() -> None:
    text = "Dana forgot to drain the pump."
    assert Category.NAMED_INDIVIDUAL in categories(text)
    assert Category.NAMED_INDIVIDUAL not in categories(text, scope=Scope.TIMELINE)
    assert categories(text, scope=Scope.TIMELINE)


def test_a_list_of_people_is_not_checked() -> None:
    assert lint("Dana Fox forgot to drain the pump.", scope=Scope.ATTENDEES) == []


def test_each_passage_is_checked_in_its_own_scope() -> None:
    text = "We forgot it. We forgot it. We forgot it."
    prose = Prose(text, (Passage(0, 13, Scope.ATTENDEES), Passage(14, 27)))
    assert [finding.start // 14 for finding in lint_prose(prose)] == [1]


def test_a_sentence_can_hold_several_findings_of_different_kinds() -> None:
    text = "It was human error, and in hindsight the operator should have drained the pump."
    found = lint(text)
    assert {Category.HUMAN_ERROR, Category.HINDSIGHT, Category.COUNTERFACTUAL} <= {finding.category for finding in found}
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)


def test_the_same_words_are_found_once_in_a_category() -> None:
    rule = own_rule(patterns=["plum", "plum tart", "ripe plum tart"])
    assert found_by(rule, "A ripe plum tart, a plum tart, a plum.") == ["ripe plum tart", "plum tart", "plum"]


def test_the_clearer_of_two_rules_on_the_same_words_is_kept() -> None:
    clear = own_rule(patterns=["plum"])
    unsure = replace(clear, id="unsure", level=Level.SUGGESTION, check={"patterns": ["plum tart"]})
    other = replace(unsure, id="other", category=Category.FAULT)
    text = "A plum tart."
    found = Linter([unsure, clear, other]).findings(Prose(text, (Passage(0, len(text)),)))
    assert {finding.rule for finding in found} == {"own-rule", "other"}


def test_a_repeated_wording_is_found_each_time() -> None:
    assert found_by(own_rule(patterns=["ripe plum"]), "A ripe plum and a ripe plum. A ripe plum.") == ["ripe plum"] * 3


def test_an_exception_holds_for_its_sentence_only() -> None:
    rule = own_rule(patterns=["plum"], unless=["no plum"])
    assert found_by(rule, "A plum but no plum. A plum.") == ["plum"]


def test_a_rule_is_silent_outside_its_scopes() -> None:
    rule = replace(own_rule(patterns=["plum"]), scopes=(Scope.HEADING,))
    assert found_by(rule, "A plum.") == []
    assert Linter([rule]).findings(Prose("A plum.", (Passage(0, 7, Scope.HEADING),)))


@pytest.mark.parametrize("word", ["@dana", "Dana", "dana"])
def test_a_pattern_that_needs_a_name_is_tried_where_one_stands(word: str) -> None:
    assert found_by(own_rule(patterns=["[ <name> ate ] it"]), f"So {word} ate it.") == ([f"{word} ate"] if word != "dana" else [])


def test_a_pattern_with_marks_is_tried() -> None:
    assert found_by(own_rule(patterns=["cause : [ plum ]", "[ plum ] ,|;", "- [ pear ]"]), "Cause: plum.") == ["plum"]
    assert found_by(own_rule(patterns=["[ plum ] ,|;", "- [ pear ]"]), "A plum; a - pear.") == ["plum", "pear"]


def test_words_with_hyphens_and_other_scripts_are_tried() -> None:
    assert found_by(own_rule(patterns=["on-plum", "שזיף", "pflümli"]), "An on-plum, Pflümli and שזיף.") == ["on-plum", "Pflümli", "שזיף"]
    assert found_by(own_rule(patterns=["plum"]), "A barely-plum—plum--plum_ “plum”") == ["plum"] * 4


def test_words_added_to_a_list_count_in_the_rules() -> None:
    text = "The custodian failed to drain the pump."
    prose = Prose(text, (Passage(0, len(text)),))
    assert "custodian" not in " ".join(said(text, Linter(built_in_rules()).findings(prose)))
    assert "custodian" in " ".join(said(text, Linter(built_in_rules(), words={"role": ["Custodian"]}).findings(prose)))


def test_a_new_list_can_be_used_by_own_rules() -> None:
    assert found_by(own_rule(patterns=["ripe <fruit>"]), "A ripe plum.", words={"fruit": ["plum"]}) == ["ripe plum"]


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ({"patterns": ["<vegetable> tart"]}, 'the list "vegetable", which does not exist'),
        ({"patterns": ["plum"], "unless": ["<vegetable> tart"]}, 'the list "vegetable", which does not exist'),
        ({"patterns": [""]}, "is empty"),
        ({"patterns": ["the? <name>*2"]}, "needs at least one word that always stands in it"),
        ({"patern": ["plum"]}, "The field 'patern' of [check] is not known"),
        ({}, "needs at least one pattern"),
        ({"patterns": ["plum"], "subject": ["machine"]}, "The subject 'machine' is not known"),
    ],
)
def test_an_own_rule_that_cannot_be_used_says_which_and_why(check: dict[str, object], message: str) -> None:
    with pytest.raises(RuleFileError, match=r"The rule 'own-rule' cannot be used\. ") as caught:
        Linter([own_rule(**check)])
    assert message in str(caught.value)


def test_a_rule_file_of_a_project_is_used_like_those_built_in(tmp_path: Path) -> None:
    path = tmp_path / "plum.toml"
    path.write_text(
        'category = "judgement"\nlevel = "suggestion"\nmessage = "Says “{phrase}”."\nwhy = "Why."\nrewordings = ["Not {phrase}."]\n'
        '[check]\npatterns = ["ripe plum"]\n',
        "utf-8",
    )
    text = "A ripe\nplum."
    (finding,) = Linter([read_rule(path)]).findings(Prose(text, (Passage(0, len(text)),)))
    assert finding == Finding("plum", Category.JUDGEMENT, Level.SUGGESTION, 2, 11, "Says “ripe plum”.", ("Not ripe plum.",))


def test_every_pattern_that_comes_with_the_product_can_be_read() -> None:
    Linter([replace(rule) for rule in built_in_rules()])


def test_a_document_is_linted_as_its_reader_sees_it() -> None:
    text = "# Review\n\nWe forgot it.\n\n```\nWe forgot it.\n```\n\n> We forgot it.\n"
    assert [finding.start < 24 for finding in lint_prose(read_prose(text))] == [True]


@pytest.mark.parametrize("contraction", ["didn't", "didn’t", "did not"])
def test_contractions_are_found_like_the_words_they_stand_for(contraction: str) -> None:
    text = f"The reviewer {contraction} notice the typo."
    assert contraction in " ".join(said(text, lint(text)))


@pytest.mark.parametrize("words", ["She should've drained it.", "The operator shouldn’t've opened it.", "We shouldn't have opened it."])
def test_counterfactuals_are_found_in_contractions(words: str) -> None:
    assert Category.COUNTERFACTUAL in categories(words)


@pytest.mark.parametrize(
    "piece", ["we forgot to look, ", "accidentally ", "why did we ", "should have been tested ", "12 ", "a'd'd", "Dana ", "(", "…)"]
)
def test_a_sentence_without_end_is_linted_in_time_that_grows_with_it(piece: str) -> None:
    """Where time grows with the square of the length, as it once did, this takes hours."""
    text = piece * (200_000 // len(piece)) + "we forgot to look"
    findings = lint(text)
    assert findings[-1].end <= len(text)
    assert piece[:3] != "we " or len(findings) == 200_000 // len(piece) + 1
