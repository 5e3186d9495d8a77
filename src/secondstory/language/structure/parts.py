"""The parts of a report as the checks need them: their headings, their blocks, their sentences."""

from collections.abc import Iterator
from functools import lru_cache

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.vocabulary import Rank, normal_title, part_named
from secondstory.documents.values import Block, BlockKind, PostMortem
from secondstory.language.tokens import sentences

_MARKS = "#*_:=-~ \t\r\n"
TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def headings_of(post_mortem: PostMortem, part: str) -> list[str]:
    """The headings and labels, as written, that surely name a part of the report."""
    return [label for label in post_mortem.labels if names(label, part)]


def names(label: str, part: str) -> bool:
    """Whether a heading or label surely names a part; a title that only may head it ("Description") does not count."""
    found = part_named(title_of(label))
    return found is not None and found.name == part and found.rank is not Rank.WEAK


def title_of(label: str) -> str:
    """The title in a heading or label, without its marks and the line below it."""
    return label.strip().split("\n", 1)[0].strip(_MARKS)


def normal(label: str) -> str:
    return normal_title(title_of(label))


@lru_cache(maxsize=32)
def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a passage."""
    from secondstory.documents.blocks import blocks_of

    return tuple(blocks_of(markdown))


def prose_of(markdown: str) -> str:
    """What a passage says, without code and quotations, as plain text; a blank line between blocks."""
    return "\n\n".join(said for block in blocks(markdown) if (said := said_in(block)))


def said_in(block: Block) -> str:
    if block.kind in TEXTS or block.kind is BlockKind.HEADING:
        return plain(block.text)
    if block.kind is BlockKind.TABLE:
        return "\n".join(plain(cell) for row in block.rows for cell in row if cell.strip())
    return ""


@lru_cache(maxsize=16)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of plain text that say something: three words or more."""
    return tuple(
        text[sentence.starts[0] : sentence.ends[-1]]
        for sentence in sentences(text)
        if sum(sentence.is_word(index) for index in range(len(sentence))) >= 3
    )


def words_in(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def sections_of(markdown: str) -> Iterator[tuple[str, list[Block]]]:
    """A passage cut at the headings inside it: each with the blocks below it."""
    title, held = "", list[Block]()
    for block in blocks(markdown):
        if block.kind is BlockKind.HEADING:
            yield title, held
            title, held = block.text, []
        else:
            held.append(block)
    yield title, held
