"""The page that lists every rule, written from the rule files: `python -m secondstory.language.rule_pages [PAGE]`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from secondstory.language.findings import Category
from secondstory.language.rule_files import Rule, built_in_rules

PAGE = Path("docs/language-rules.md")

_INTRODUCTION = """\
# The rules of the linter

<!-- Written by `make docs-rules` from the rule files in src/secondstory/language/rules. Change those, not this page. -->

What the linter looks for, why, and what to write instead. A **warning** is a clear case; about a **suggestion** reasonable people differ,
and `--level warning` leaves it out. [Why this wording matters](blameless-language.md) tells the story behind the rules, and
[Rules of your own](own-rules.md) how to add one.

The rules under *The document as a whole* are asked with `--structure`, or with `structure = true` in the settings.

To keep a sentence as it is, say so where it stands:

```markdown
<!-- secondstory: allow RULE because … -->
```

To switch a rule or a whole category off, name it in `.secondstory.toml` (or in `pyproject.toml` under `[tool.secondstory.lint]`):

```toml
off = ["RULE", "CATEGORY"]
```
"""

CATEGORY_TITLES = {
    Category.PERSON_CAUSE: ("A person as the cause", "A lapse is told as something that a person did, so that the question ends there."),
    Category.HUMAN_ERROR: ("Human error as an answer", "The words that close an investigation before it has begun."),
    Category.FAULT: ("Fault and guilt", "Blame and guilt, also one's own."),
    Category.COUNTERFACTUAL: ("What did not happen", "Should have, could have, if only: a world that did not exist explains nothing."),
    Category.HINDSIGHT: ("Seen from today", "What is plain now was not plain then."),
    Category.JUDGEMENT: ("Judging", "An adjective in the place of an observation."),
    Category.BLAME_QUESTION: (
        "Questions that blame",
        "Why did you and who did: people defend themselves. What and how ask about the situation.",
    ),
    Category.NAMED_INDIVIDUAL: ("Names", "A name beside the trigger or the delay, where a role would do."),
    Category.PUNITIVE_TRAINING: ("Appeals to care", "Be careful, remind, retrain: what works only while nobody forgets."),
    Category.SINGLE_CAUSE: ("The one cause", "Incidents need several things to come together."),
    Category.AGENTLESS_ERROR: ("Slips without an agent", "The passive hides the person, but it still hides the step and the tool too."),
    Category.ABSOLUTE: ("Nobody and everybody", "Sweeping words about what people did or noticed."),
    Category.MINIMISATION: ("Just and simply", "What was hard then looks easy now."),
    Category.ACTION_ITEM: ("Action items", "One action item at a time, and the plan as a whole."),
    Category.STRUCTURE: ("The document as a whole", "What a report leaves out, or has too much of."),
}
"""Each category in plain words: a title, and a sentence about it."""

_ALLOWANCE = "allowance"  # rules of this kind have a part of their own on the page
_TITLES: dict[str, tuple[str, str]] = {
    **{category.value: titles for category, titles in CATEGORY_TITLES.items()},
    _ALLOWANCE: ("Allowances", "What is allowed in a source should say why, and should still be needed."),
}


def page(rules: Iterable[Rule]) -> str:
    """Return the page as Markdown: the rules by category, each with an anchor that is its id."""
    groups: dict[str, list[Rule]] = {category: [] for category in (*Category, _ALLOWANCE)}
    for rule in rules:
        groups[_ALLOWANCE if rule.kind == _ALLOWANCE else rule.category].append(rule)
    held = {name: sorted(group, key=lambda rule: rule.id) for name, group in groups.items() if group}
    parts = [_INTRODUCTION, "\n".join(_contents(held))]
    for name, group in held.items():
        title, sentence = _TITLES[name]
        parts.append(f"## {title}\n\n{sentence} Category `{group[0].category}`.\n")
        parts += ["\n".join(_lines_of(rule)) for rule in group]
    return "\n".join(parts).rstrip("\n") + "\n"


def _contents(held: dict[str, list[Rule]]) -> Iterator[str]:
    yield "| about | rules |"
    yield "|---|---|"
    for name, group in held.items():
        yield f"| {_TITLES[name][0]} | {' · '.join(f'[{rule.id}](#{rule.id})' for rule in group)} |"
    yield ""


def _lines_of(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"*{rule.level.capitalize()}.* {_escaped(rule.message)}"
    yield ""
    yield f"**Why.** {_escaped(rule.why)}"
    yield ""
    if rule.source:
        yield f"**Source.** {_escaped(rule.source)}"
        yield ""
    yield "**What to write instead.**"
    yield ""
    for text in rule.rewordings:
        yield f"- {_escaped(text)}"
    if rule.rewording:
        yield "- Where the sentence allows, a rewording made of its own words."
    yield ""
    yield from _examples("It asks about", rule.flags)
    yield from _examples("It lets pass", rule.passes)
    yield f'Switch it off: `<!-- secondstory: allow {rule.id} because … -->`, or `off = ["{rule.id}"]`.'
    yield ""


def _examples(lead: str, examples: Iterable[str]) -> Iterator[str]:
    yield f"**{lead}**"
    yield ""
    for example in examples:
        if "\n" in example.strip():
            yield "````markdown"
            yield example.strip("\n")
            yield "````"
            yield ""
        else:
            yield f"> {_escaped(example.strip())}"
            yield ""


def _escaped(text: str) -> str:
    """Text that may stand in Markdown: a placeholder in braces as an ellipsis, nothing that is taken for a tag."""
    for mark in "\\`*_<>":
        text = text.replace(mark, f"\\{mark}")
    while (start := text.find("{")) >= 0 and (end := text.find("}", start)) >= 0:
        text = f"{text[:start]}…{text[end + 1 :]}"
    return text


def main(arguments: list[str]) -> None:
    """Write the page to the path that is given, by default where it belongs in a checkout."""
    target = Path(arguments[0]) if arguments else PAGE
    target.write_text(page(built_in_rules()), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
