"""Cut Markdown into blocks: the block rules of CommonMark with GFM tables and task lists; inline marks stay as written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from secondstory.documents.values import Block, BlockKind

_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


# What a document must hold for a rule to find anything. Most documents hold little of this, and every rule is tried on every line.
_SIGNS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "blockquote": (">",),
    "reference": ("]:",),
    "html_block": ("<",),
    "heading": ("#",),
}
_UNDERLINE = re.compile(r"[\r\n][ \t>]*(?:=+|-+)[ \t]*(?![^\r\n])")  # never the first line


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Give the blocks of `markdown` in reading order.

    A list item's first paragraph is the item; what else stands in the item follows as blocks of its own kind, with `depth` telling how
    many list items hold it. A quote is one block, whatever it holds.
    """
    return tuple(_walk(_parser(_idle_rules(markdown)).parse(markdown)))


def _idle_rules(markdown: str) -> tuple[str, ...]:
    """The rules that can find nothing in this text."""
    idle = tuple(rule for rule, signs in _SIGNS.items() if not any(sign in markdown for sign in signs))
    return idle if _UNDERLINE.search(markdown) else (*idle, "lheading")


@lru_cache(maxsize=128)
def _parser(idle: tuple[str, ...]) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.disable(idle)
    return parser


def _walk(tokens: list[Token]) -> Iterator[Block]:  # noqa: PLR0912 - one branch a kind of block
    position = 0
    ordered: list[bool] = []
    item_start: int | None = None  # the line of a list item whose text has not come yet
    while position < len(tokens):
        token = tokens[position]
        kind = token.type
        start, end = token.map or (0, 0)
        if kind in ("bullet_list_open", "ordered_list_open"):
            if item_start is not None:
                yield _item("", item_start, item_start + 1, len(ordered), ordered[-1])
                item_start = None
            ordered.append(kind == "ordered_list_open")
        elif kind in ("bullet_list_close", "ordered_list_close"):
            ordered.pop()
        elif kind == "list_item_open":
            item_start = start
        elif kind == "list_item_close":
            if item_start is not None:
                yield _item("", item_start, item_start + 1, len(ordered), ordered[-1])
                item_start = None
        elif kind == "paragraph_open":
            text = tokens[position + 1].content
            if item_start is not None:
                yield _item(text, item_start, end, len(ordered), ordered[-1])
                item_start = None
            else:
                yield Block(kind=BlockKind.PARAGRAPH, text=text, start=start, end=end, depth=len(ordered))
            position += 2
        else:
            block, position = _other(tokens, position, depth=len(ordered))
            if block is not None:
                if item_start is not None:
                    yield _item("", item_start, block.start, len(ordered), ordered[-1])
                    item_start = None
                yield block
        position += 1


def _item(text: str, start: int, end: int, level: int, ordered: bool) -> Block:
    task = _TASK.match(text)
    return Block(
        kind=BlockKind.LIST_ITEM,
        text=text[task.end() :] if task else text,
        start=start,
        end=end,
        level=level,
        depth=level - 1,
        ordered=ordered,
        checked=task[1] != " " if task else None,
    )


def _other(tokens: list[Token], position: int, *, depth: int) -> tuple[Block | None, int]:
    """The block that opens at `position`, and the position of its last token."""
    token = tokens[position]
    start, end = token.map or (0, 0)
    match token.type:
        case "heading_open":
            heading = Block(
                kind=BlockKind.HEADING, text=tokens[position + 1].content, start=start, end=end, level=int(token.tag[1]), depth=depth
            )
            return heading, position + 2
        case "table_open":
            last = _closing(tokens, position)
            return _table(tokens[position : last + 1], start=start, end=end, depth=depth), last
        case "blockquote_open":
            last = _closing(tokens, position)
            text = "\n\n".join(inner.content.strip("\n") for inner in tokens[position:last] if inner.content)
            return Block(kind=BlockKind.QUOTE, text=text, start=start, end=end, depth=depth), last
        case "fence" | "code_block":
            return Block(kind=BlockKind.CODE, text=token.content.rstrip("\n"), start=start, end=end, depth=depth), position
        case "html_block":
            return Block(kind=BlockKind.HTML, text=token.content.strip("\n"), start=start, end=end, depth=depth), position
        case "hr":
            return Block(kind=BlockKind.RULE, text=token.markup, start=start, end=end, depth=depth), position
    return None, position


def _closing(tokens: list[Token], position: int) -> int:
    """The position of the token that closes the one at `position`."""
    level = tokens[position].level
    closing = tokens[position].type.replace("_open", "_close")
    position += 1
    while tokens[position].level != level or tokens[position].type != closing:
        position += 1
    return position


def _table(tokens: list[Token], *, start: int, end: int, depth: int) -> Block:
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
    source = "\n".join(" | ".join(row) for row in rows)
    return Block(kind=BlockKind.TABLE, text=source, start=start, end=end, rows=tuple(rows), depth=depth)
