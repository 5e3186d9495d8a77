"""The columns of an exported timeline, and how its cells are kept from being taken for formulas."""

import re

COLUMNS = (
    *("at", "local", "until", "certainty", "time_as_stated", "kind", "text", "actor", "link", "milestone"),
    *("is_starred", "is_learnt_later", "repeats", "last_at", "source", "external_id", "sources", "file", "incident", "id", "markdown"),
)
_STARTS_A_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet program would take for a formula: one that begins with = + - @ (also after
    white space, also as wide letters), a tab or the end of a line. A cell that begins so after apostrophes gets one more, so that
    `unguarded` gives back exactly what was there."""
    return f"'{cell}" if _STARTS_A_FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take off the apostrophe that `guarded` put before a cell."""
    return cell[1:] if cell.startswith("'") and _STARTS_A_FORMULA.match(cell) else cell
