"""Make and remove, in a migration, what the tables of the index have besides what Django makes."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.utils import DatabaseError, NotSupportedError

from secondstory.library.engines import postgresql_tables, sqlite_tables

_TABLES = {"sqlite": sqlite_tables, "postgresql": postgresql_tables}


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        try:
            schema_editor.execute(postgresql_tables.TRIGRAMS, params=None)
        except DatabaseError as error:
            raise NotSupportedError(postgresql_tables.NO_TRIGRAMS) from error
    for statement in _TABLES[vendor].statements():
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _TABLES[schema_editor.connection.vendor].removal():
        schema_editor.execute(statement, params=None)
