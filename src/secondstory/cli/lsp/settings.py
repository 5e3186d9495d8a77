"""A project's settings file, changed as its author would: one name more in the list `off`, everything else as it was."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secondstory.language.configuration import OWN_FILE, SHARED_FILE, Configuration

_LIST = re.compile(r"^[ \t]{0,20}off[ \t]{0,20}=[ \t]{0,20}\[", re.MULTILINE)
_NEXT_TABLE = re.compile(r"^[ \t]{0,20}\[", re.MULTILINE)
_ANYTHING = re.compile(r"\s*(?:#[^\n]*\s*)*([^\s#])")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to put at a code point of a file; `before` is what stands in the file now, None where there is no file yet."""

    path: Path
    before: str | None
    at: int
    text: str


def switch_off(rule: str, *, configuration: Configuration, folder: Path) -> Insertion | None:
    """Return how to switch a rule off in the project's settings, in a new file in `folder` where there are none.

    None where the file is written in a way that is better left to its author.
    """
    if configuration.folder is None:
        return Insertion(folder / OWN_FILE, None, 0, f'off = ["{rule}"]\n')
    own = configuration.folder / OWN_FILE
    path, table = (own, "lint") if own.is_file() else (configuration.folder / SHARED_FILE, "tool.secondstory.lint")
    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    insertion = _insertion(rule, before, table=table, path=path)
    after = before[: insertion.at] + insertion.text + before[insertion.at :]
    return insertion if _switched_off(after, table=table) == {rule, *_switched_off(before, table=table)} else None


def _insertion(rule: str, text: str, *, table: str, path: Path) -> Insertion:
    header = re.search(rf"^[ \t]{{0,20}}\[{re.escape(table)}\][^\n]*(?:\n|$)", text, re.MULTILINE)
    start = header.end() if header else 0
    next_table = _NEXT_TABLE.search(text, start)
    held = _LIST.search(text, start, next_table.start() if next_table else len(text))
    if held:
        following = _ANYTHING.match(text, held.end())
        is_empty = following is None or following[1] == "]"
        return Insertion(path, text, held.end(), f'"{rule}"' if is_empty else f'"{rule}", ')
    line_end = "" if not header or header[0].endswith("\n") else "\n"
    return Insertion(path, text, start, f'{line_end}off = ["{rule}"]\n')


def _switched_off(text: str, *, table: str) -> set[Any]:
    try:
        read: Mapping[str, Any] = tomllib.loads(text)
    except ValueError:
        return set()
    if table != "lint" or set(read) == {"lint"}:
        for name in table.split("."):
            inner = read.get(name)
            read = inner if isinstance(inner, dict) else {}
    held = read.get("off")
    return set(held) if isinstance(held, list) else set()
