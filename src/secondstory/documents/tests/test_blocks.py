import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from secondstory.documents.blocks import _parser, _walk, blocks_of
from secondstory.documents.values import Block, BlockKind

LINES = ("a", "\n", "\n\n", "\r\n", " ", "    ", "\t", "- ", "1. ", "> ", "# ", "---", "===", "=", "- - -", "***", "\\")
OTHERS = ("```", "~~~", "<div>", "<", "|", "a | b", "--|--", "[x]: /u", "]:")


def only(markdown: str) -> Block:
    (block,) = blocks_of(markdown)
    return block


def test_a_heading_has_its_level_and_its_text_without_marker() -> None:
    assert only("### The *mill* stopped") == Block(BlockKind.HEADING, "The *mill* stopped", 0, 1, level=3)


def test_a_paragraph_keeps_its_lines_and_their_numbers() -> None:
    first, second = blocks_of("one\ntwo\n\nthree")

    assert (first.text, first.start, first.end) == ("one\ntwo", 0, 2)
    assert (second.text, second.start, second.end) == ("three", 3, 4)


def test_nested_items_have_their_depth() -> None:
    blocks = blocks_of("- a\n  - b\n    1. c\n- d")

    assert [(block.text, block.level, block.ordered) for block in blocks] == [
        ("a", 1, False),
        ("b", 2, False),
        ("c", 3, True),
        ("d", 1, False),
    ]


@pytest.mark.parametrize(("mark", "checked"), [("[x]", True), ("[X]", True), ("[ ]", False)])
def test_a_task_is_checked_or_not(mark: str, checked: bool) -> None:
    task = only(f"- {mark} grease the wheel")

    assert (task.checked, task.text) == (checked, "grease the wheel")


def test_what_else_stands_in_an_item_follows_with_its_depth() -> None:
    item, paragraph, code = blocks_of("- first\n\n  second\n\n  ```\n  third\n  ```")

    assert (item.level, item.depth) == (1, 0)
    assert (paragraph.kind, paragraph.text, paragraph.depth) == (BlockKind.PARAGRAPH, "second", 1)
    assert (code.kind, code.text, code.depth) == (BlockKind.CODE, "third", 1)


def test_an_item_without_text_is_an_item() -> None:
    blocks = blocks_of("-\n- a\n- ```\n  b\n  ```")

    assert [block.kind for block in blocks] == [BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.CODE]


def test_a_table_has_its_cells_with_the_head_first() -> None:
    table = only("| Time | Event |\n|---|:--|\n| 10:00 | a \\| b |\n| 10:05 | |")

    assert table.rows == (("Time", "Event"), ("10:00", "a | b"), ("10:05", ""))


def test_a_quote_is_one_block() -> None:
    quote = only("> one\n>\n> two")

    assert (quote.kind, quote.text) == (BlockKind.QUOTE, "one\n\ntwo")


def test_inline_marks_stay_as_written() -> None:
    assert only("a **b** [c](https://example.org) `d`").text == "a **b** [c](https://example.org) `d`"


def test_code_rules_and_html_are_blocks() -> None:
    blocks = blocks_of("```sh\nls\n```\n\n---\n\n<div>\nx\n</div>\n")

    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.CODE, "ls"),
        (BlockKind.RULE, blocks[1].text),
        (BlockKind.HTML, "<div>\nx\n</div>"),
    ]


@given(lists(sampled_from(LINES + OTHERS), min_size=1, max_size=14).map("".join))
def test_leaving_out_idle_rules_changes_nothing(markdown: str) -> None:
    assert blocks_of(markdown) == tuple(_walk(_parser(()).parse(markdown)))
