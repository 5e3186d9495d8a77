"""Action items in tables, with their columns in any order."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from secondstory.documents.extraction.action_items import Candidate
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece

_DATA = tomllib.loads(files(__package__).joinpath("actions.toml").read_text(encoding="utf-8"))
_COLUMNS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in _DATA["columns"].items()}
_SIGNS = frozenset(_DATA["signs"]["title"])


def is_action_table(table: Piece) -> bool:
    """Whether the heads of a table name an action and something else of an item, so that it may stand anywhere."""
    head = _head_of(table)
    return any(name in _SIGNS for name in head) and len(_columns_of(head, table.rows[1:])) > 1


def items_of_table(table: Piece) -> Iterator[Candidate]:
    """One item for each row that says something; the cells without a role stay together as "Head: cell" lines."""
    columns = _columns_of(_head_of(table), table.rows[1:])
    for row in table.rows[1:]:
        cells = {number: cell.strip() for number, cell in enumerate(row) if cell.strip()}
        if not cells:
            continue
        named = {name: cells.pop(number) for name, number in columns.items() if number in cells}
        named["rest"] = "\n".join(f"{table.rows[0][number].strip()}: {cell}" for number, cell in cells.items())
        yield Candidate(text=named.pop("title", ""), columns=named)


def _head_of(table: Piece) -> list[str]:
    return [plain(cell).lower().strip(" :") for cell in table.rows[0]]


def _columns_of(head: list[str], rows: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """The column of each role; the title is the wordiest of the rest where no head names it."""
    columns: dict[str, int] = {}
    for number, name in enumerate(head):
        role = next((role for role, words in _COLUMNS.items() if role not in columns and name in words), None)
        if role:
            columns[role] = number
    free = [number for number in range(len(head)) if number not in columns.values()]
    if "title" not in columns and free:
        columns["title"] = max(free, key=lambda number: sum(len(row[number]) for row in rows if number < len(row)))
    return columns
