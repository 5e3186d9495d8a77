"""Which column of a table says what: a mapping as a plain value, guessed by a source and corrected by a person."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum


class DayOrder(StrEnum):
    """How a table writes days such as 03/04/2026; only a person can know it where no day in the table is beyond the twelfth."""

    UNSTATED = ""
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; empty where the table has none for it."""

    time: str
    text: str = ""
    clock: str = ""
    """The time of day, where `time` holds the day alone."""
    actor: str = ""
    kind: str = ""
    id: str = ""
    link: str = ""
    component: str = ""
    time_format: str = ""
    """A `DayOrder`, or a pattern such as `%d.%m.%Y %H:%M`."""
    zone: str = ""
    """The zone of times that state none: a place (`Europe/Berlin`), an offset (`+02:00`) or `UTC`."""

    @property
    def named(self) -> dict[str, str]:
        """The columns that are named, by what they say."""
        return {one: name for one in COLUMN_FIELDS if (name := getattr(self, one))}


COLUMN_FIELDS = ("time", "clock", "text", "actor", "kind", "id", "link", "component")
"""What a column can say; `time_format` and `zone` are no columns."""
_SETTINGS = tuple(one.name for one in fields(Columns) if one.name not in COLUMN_FIELDS)


@dataclass(frozen=True, slots=True)
class ProposedColumns:
    """What a dialog shows: the columns of a table, its first rows, and a mapping to start from."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """At most three, each with a cell for every column."""
    columns: Columns | None
    """None where no column looks as if it held times."""
    remark: str = ""
    """What was taken for granted, or has to be said by a person, in a sentence: the order of day and month, the zone."""


class WrongColumns(ValueError):
    """The mapping does not fit. The message says what is wrong, and what there is to choose from."""


def columns_stated(stated: str) -> Columns:
    """Read `time=When,text="What, in words",zone=Europe/Berlin`, as it is given on the command line."""
    given: dict[str, str] = {}
    for part in next(csv.reader([_unquoted_keys(stated)], skipinitialspace=True), []):
        key, sign, value = part.partition("=")
        if not sign or not key.strip():
            raise WrongColumns(f"“{part}” names no column. Write it like time=When,text=What.")
        given[key.strip().lower()] = value.strip()
    return columns_given(given)


def columns_given(given: Mapping[str, str]) -> Columns:
    """Make a mapping of what a form or a request gives."""
    known = (*COLUMN_FIELDS, *_SETTINGS)
    unknown = next((key for key in given if key not in known), None)
    if unknown is not None:
        raise WrongColumns(f"A table has no “{unknown}”. What can be named: {', '.join(known)}.")
    if not given.get("time"):
        raise WrongColumns("Say which column holds the times, such as time=When.")
    return Columns(**{key: value for key, value in given.items() if value})


def refuse_unknown_columns(columns: Columns, names: Sequence[str]) -> None:
    for says, name in columns.named.items():
        if name not in names:
            raise WrongColumns(f"There is no column “{name}” for {says}. The table has: {', '.join(names)}.")


def _unquoted_keys(stated: str) -> str:
    """Let quotes stand after the sign (`text="What, in words"`), where people write them, and not before the key."""
    pieces, inside = [], ""
    for part in stated.split(","):
        inside = f"{inside},{part}" if inside else part
        if inside.count('"') % 2 == 0:
            key, sign, value = inside.partition("=")
            quoted = len(value) > 1 and value.strip().startswith('"') and value.strip().endswith('"')
            pieces.append(f'"{key.strip()}={value.strip()[1:-1]}"' if sign and quoted else inside)
            inside = ""
    return ",".join([*pieces, inside] if inside else pieces)
