"""Causes in the plural, none of which is a person."""

from collections.abc import Iterator

from secondstory.documents.extraction.prose import says_nothing
from secondstory.documents.values import BlockKind, PostMortem
from secondstory.language.findings import Category
from secondstory.language.prose import Passage, Prose
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import TEXTS, blocks, headings_of, names, normal, said_in, sentences_of, words_in
from secondstory.language.structure.wording import wording

_PERSON = (Category.PERSON_CAUSE, Category.HUMAN_ERROR)
_LONGEST_ACCOUNT = 150  # words from which a passage tells the story of an analysis, and its last sentence closes that story
_FEWEST_WORDS = 4


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    if not post_mortem.causes or says_nothing(post_mortem.causes):
        return
    heading = next(iter(headings_of(post_mortem, "causes")), "")
    factors = factors_of(post_mortem.causes)
    if factors and _ends_at_person(factors, heading):
        yield Note("cause-ends-at-person", heading, sentences_of(factors[-1])[-1])
    if heading and _is_only_one(post_mortem, heading, factors):
        yield Note("only-one-cause", heading, post_mortem.causes)


def factors_of(markdown: str) -> list[str]:
    """The factors that a passage lists, or its paragraphs where it lists none, as plain text."""
    said = [block for block in blocks(markdown) if block.kind in TEXTS and words_in(said_in(block)) >= _FEWEST_WORDS]
    items = [block for block in said if block.kind is BlockKind.LIST_ITEM and block.level == 1]
    return [said_in(block) for block in (items if len(items) > 1 else said)]


def _ends_at_person(factors: list[str], heading: str) -> bool:
    """Whether the last thing that is said about the cause is a person's lapse."""
    last = sentences_of(factors[-1])
    if not last or not heading or sum(words_in(factor) for factor in factors) > _LONGEST_ACCOUNT:
        return False
    lapses = _lapses_in(last[-1])
    return bool(lapses) and not wording("goes_on").search(last[-1], lapses[-1])


def _lapses_in(sentence: str) -> list[int]:
    """Where the sentence rules see a lapse of a person end."""
    from secondstory.language.linter import built_in_linter

    found = built_in_linter().findings(Prose(sentence, (Passage(0, len(sentence)),)))
    return [finding.end for finding in found if finding.category in _PERSON]


def _is_only_one(post_mortem: PostMortem, heading: str, factors: list[str]) -> bool:
    """Whether one sentence that names one thing is all that is said about causes, under any heading."""
    if len(factors) != 1 or len(blocks(post_mortem.causes)) != 1 or len(sentences_of(factors[0])) != 1:
        return False
    titles = {normal(label): label for label in (*post_mortem.labels, *(passage.title for passage in post_mortem.body))}
    del titles[normal(heading)]
    elsewhere = any(names(label, "causes") or wording("other_causes").search(title) for title, label in titles.items())
    return not elsewhere and not any(wording(name).search(factors[0]) for name in ("one_more", "not_known"))
