"""Many plain rows into one table, faster than through model instances."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from typing import Any

from django.db import connection, models

MOST_VALUES = 999
"""In one statement, for any database. A statement of many rows takes half as long as so many of one row."""
BATCH = 2_000


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    same: Mapping[str, object] | None = None,
    unless_known_by: Sequence[str] = (),
) -> None:
    """Insert rows of values for these fields with few prepared statements.

    For tables of which an import writes thousands of rows: it costs a quarter of `bulk_create`. Every field without a default in the
    database must be among `columns`, or in `same` with the value that it has in every row; no keys come back and no signals are sent.
    A row that is equal to another in the fields `unless_known_by`, which a constraint makes unique, is passed over.
    """
    same = same or {}
    fields = [model._meta.get_field(name) for name in (*columns, *same)]
    prepare = _preparing(fields[: len(columns)], _preparing(fields[len(columns) :])([*same.values()]))
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)  # type: ignore[union-attr]
    row = f"({', '.join(['%s'] * len(fields))})"
    end = ""
    if unless_known_by:
        known_by = ", ".join(quote(str(model._meta.get_field(name).column)) for name in unless_known_by)  # type: ignore[union-attr]
        end = f" ON CONFLICT ({known_by}) DO NOTHING"
    one = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {row}{end}"  # noqa: S608
    at_once = max(1, MOST_VALUES // len(fields))
    many = one.replace(row, ", ".join([row] * at_once))
    prepared: Iterator[Any] = map(prepare, rows)
    with connection.cursor() as cursor:
        while batch := list(islice(prepared, BATCH)):
            rest = len(batch) - len(batch) % at_once
            cursor.executemany(many, [list(chain.from_iterable(batch[n : n + at_once])) for n in range(0, rest, at_once)])
            cursor.executemany(one, batch[rest:])


def _preparing(fields: Sequence[Any], same: Sequence[object] = ()) -> Callable[[Sequence[object]], Sequence[object]]:
    """Return what turns the values of a row into what the database takes, `same` behind them: most are taken as they are."""
    to_prepare = [
        (n, _PREPARED_AT_ONCE.get(connection.vendor, {}).get(type(field)) or partial(field.get_db_prep_save, connection=connection))
        for n, field in enumerate(fields)
        if isinstance(field, models.DateField | models.JSONField | models.BinaryField)
    ]

    def prepare(row: Sequence[object]) -> Sequence[object]:
        values: list[object] = [*row, *same]
        for n, prepared in to_prepare:
            if values[n] is not None:
                values[n] = prepared(values[n])
        return values

    return prepare if to_prepare or same else lambda row: row


def _text_of_moment(moment: datetime) -> str:
    """Return a moment as Django writes it to SQLite, without asking for the settings at each."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(" ")[: -len("+00:00")]


_PREPARED_AT_ONCE: dict[str, dict[type, Callable[[Any], object]]] = {
    "sqlite": {models.DateTimeField: _text_of_moment},
    "postgresql": {models.DateTimeField: lambda moment: moment},
}


def reserve_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Return so many primary keys that nobody else gets, for rows that others are to point to. Called inside a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number])
            return [int(row[0]) for row in cursor.fetchall()]
        # The transaction holds SQLite's only write lock, and a key once used never comes again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = int(row[0]) if row else 0
        return range(last + 1, last + 1 + number)
