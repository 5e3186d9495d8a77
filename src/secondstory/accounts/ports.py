"""What later steps tell this one: which of their records an administrator may see in the audit list."""

from collections.abc import Callable
from typing import Any

HiddenRows = Callable[[Any], Any]
"""Takes the person who reads; returns a queryset of the rows that do not exist for them, or None when all do."""

_hidden_rows: dict[str, HiddenRows] = {}


def show_in_audit(kind: str, *, hidden_from: HiddenRows) -> None:
    """List the audit records of a kind, such as "incident", leaving out those of rows hidden from the reader.

    Called once, from the `ready` of the app that owns the kind. A kind that nobody registers is not listed.
    """
    _hidden_rows[kind] = hidden_from


def kinds_in_audit() -> dict[str, HiddenRows]:
    return dict(_hidden_rows)
