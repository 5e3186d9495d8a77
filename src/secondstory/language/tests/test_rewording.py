"""What a finding offers instead, in the words of its sentence."""

import pytest

from secondstory.language.findings import Category, Level
from secondstory.language.linter import Linter, lint
from secondstory.language.prose import Passage, Prose
from secondstory.language.rule_files import Rule

WISH = {
    "ensure": "Ensure {object} is {participle}.",
    "prevent": "Keep {object} from being {participle}.",
    "done": "Have it {participle}.",
    "prevent_done": "Keep it from being {participle}.",
}
QUESTIONS = [
    {"verbs": "open opened", "about": "What made opening {object} look right?", "alone": "What made opening look right?"},
    {"verbs": "close closed", "about": "What made closing {object} look right?", "alone": "What made closing look right?"},
]


def rewordings(text: str, *patterns: str, **rewording: object) -> tuple[str, ...]:
    rule = Rule(
        "own-rule",
        *(Category.COUNTERFACTUAL, Level.WARNING, "phrase", "Says “{phrase}”.", "", ""),
        ("Otherwise.",),
        *((), ()),
        check={"patterns": list(patterns)},
        rewording=rewording,
    )
    (finding,) = Linter([rule]).findings(Prose(text, (Passage(0, len(text)),)))
    return finding.rewordings


def wish(text: str) -> tuple[str, ...]:
    return rewordings(text, "[ should not|never? have been? <participle> ]", wish=WISH)


def question(text: str) -> tuple[str, ...]:
    return rewordings(text, "[ why did you|nobody <word>? ]", questions=QUESTIONS)


def test_a_counterfactual_becomes_an_action_item_with_its_object() -> None:
    assert wish("We should have tested the second valve.") == ("Ensure the second valve is tested.", "Otherwise.")
    assert wish("We should never have opened the valve.")[0] == "Keep the valve from being opened."


def test_a_passive_counterfactual_becomes_an_action_item() -> None:
    assert wish("The valve should have been tested.")[0] == "Have it tested."
    assert wish("The valve should not have been opened.")[0] == "Keep it from being opened."


def test_the_object_ends_with_its_clause() -> None:
    assert wish("We should have tested the valve before we left.")[0] == "Ensure the valve is tested."
    assert wish("We should have tested\r\n the   valve, then the pump.")[0] == "Ensure the valve is tested."
    assert wish("We should have tested that valve again.")[0] == "Ensure the valve is tested."
    assert wish("We should have tested the valve (as in May).")[0] == "Ensure the valve is tested."


@pytest.mark.parametrize(
    "text",
    [
        "We should have tested.",
        "We should have tested for that.",
        "We should have tested this.",
        "We should have tested " + "valve " * 40 + ".",
    ],
)
def test_a_wish_without_an_object_to_repeat_offers_what_the_rule_says(text: str) -> None:
    assert wish(text) == ("Otherwise.",)


def test_a_question_about_a_person_becomes_one_about_the_situation() -> None:
    assert question("Why did you open the second valve?") == ("What made opening the second valve look right?", "Otherwise.")
    assert question("Why did nobody close the lid?")[0] == "What made closing the lid look right?"


def test_a_question_without_an_object_still_becomes_one_about_the_situation() -> None:
    assert question("Why did you open it?")[0] == "What made opening look right?"
    assert question("Why did you open?")[0] == "What made opening look right?"


def test_a_question_with_a_verb_that_no_family_knows_offers_what_the_rule_says() -> None:
    assert question("Why did you paint the valve?") == ("Otherwise.",)


def test_words_are_repeated_as_they_are_written() -> None:
    assert wish("We should have tested the iOS Valve-2 🙂 “now”.")[0].startswith("Ensure the iOS Valve-2 🙂 ")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Why did you push that release to the cluster?", "that release"),
        ("We should have rehearsed the switch of the pumps.", "the switch of the pumps"),
    ],
)
def test_the_rules_of_the_product_repeat_what_the_sentence_is_about(text: str, about: str) -> None:
    (finding,) = lint(text)
    assert any(about in rewording or about.replace("that ", "the ") in rewording for rewording in finding.rewordings)
    assert not any("{" in rewording for rewording in finding.rewordings)
