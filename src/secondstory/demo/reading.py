"""Takes values out of a TOML table by name and shape, and names the file and the place where one does not fit."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from secondstory.demo.values import Offset

CLOCK = re.compile(r"^(?:([+-]\d+)d )?([01]\d|2[0-3]):([0-5]\d)$")


class ContentError(Exception):
    """A file of the demonstration cannot be used; the text names the file, the place and what is expected there."""


class Table:
    """One table of a file; every value is taken out by name, so that what is left over was misspelt."""

    def __init__(self, raw: dict[str, Any], *, where: str) -> None:
        self._raw = dict(raw)
        self.where = where

    def fail(self, key: str, message: str) -> ContentError:
        return ContentError(f"{self.where}, {key}: {message}")

    def take(self, key: str, *, default: Any = None) -> Any:
        return self._raw.pop(key, default)

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.take(key, default="")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.fail(key, "a text is expected")
        return value.strip()

    def number(self, key: str) -> int | None:
        value = self.take(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.fail(key, "a whole number is expected")
        return value

    def required_number(self, key: str) -> int:
        value = self.number(key)
        if value is None:
            raise self.fail(key, "a whole number is expected")
        return value

    def amount(self, key: str) -> float:
        value = self.take(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.fail(key, "a number is expected")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.take(key, default=default)
        if not isinstance(value, bool):
            raise self.fail(key, "true or false is expected")
        return value

    def one_of(self, key: str, allowed: frozenset[str], *, default: str = "") -> str:
        value = self.take(key, default=default)
        if value not in allowed:
            raise self.fail(key, f"“{value}” is not one of {', '.join(sorted(allowed))}")
        return str(value)

    def some_of(self, key: str, allowed: frozenset[str]) -> tuple[str, ...]:
        raw = self.take(key, default=[])
        if not isinstance(raw, list):
            raise self.fail(key, "a list is expected")
        for value in raw:
            if value not in allowed:
                raise self.fail(key, f"“{value}” is not known")
        return tuple(raw)

    def maybe_one_of(self, key: str, allowed: frozenset[str]) -> str | None:
        return self.one_of(key, allowed) if key in self._raw else None

    def clock(self, key: str) -> time:
        match = CLOCK.match(self.text(key))
        if match is None or match[1]:
            raise self.fail(key, "a time such as 14:04 is expected")
        return time(int(match[2]), int(match[3]))

    def zone(self, key: str) -> str:
        name = self.text(key)
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise self.fail(key, f"“{name}” is no time zone") from error
        return name

    def offset(self, key: str) -> Offset:
        raw = self.take(key)
        if isinstance(raw, int) and not isinstance(raw, bool):
            return Offset(minutes=raw)
        match = CLOCK.match(raw) if isinstance(raw, str) else None
        if match is None:
            raise self.fail(key, "minutes after the start, or a time such as 14:04 or +2d 09:30, is expected")
        return Offset(day=int(match[1] or 0), clock=time(int(match[2]), int(match[3])))

    def tables(self, key: str) -> list[Table]:
        raw = self.take(key, default=[])
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            raise self.fail(key, "a list of tables is expected")
        return [Table(row, where=f"{self.where}, {key} {number}") for number, row in enumerate(raw, start=1)]

    def table(self, key: str) -> Table | None:
        """A table below this one; none where it is not there."""
        raw = self.take(key)
        if raw is None:
            return None
        if not isinstance(raw, dict):
            raise self.fail(key, "a table is expected")
        return Table(raw, where=f"{self.where}, {key}")

    def named_tables(self, key: str) -> dict[str, Table]:
        """Tables below this one by their names, as in `[people."noor.haddad"]`."""
        below = self.table(key)
        if below is None:
            raise self.fail(key, "is missing")
        return {name: Table(row, where=f"{below.where} {name}") for name, row in below._raw.items()}

    def rest(self) -> list[str]:
        return list(self._raw)

    def finish(self) -> None:
        if self._raw:
            raise ContentError(f"{self.where}: {', '.join(sorted(self._raw))} is not known here")


def parsed(text: str, *, where: str) -> Table:
    try:
        return Table(tomllib.loads(text), where=where)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{where}: not readable as TOML ({error})") from error
