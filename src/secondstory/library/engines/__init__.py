"""The two databases' ways to search behind one interface; which one is used follows from the connection."""

from django.db import connection

from secondstory.library.engines.asking import Ask, Condition, Doubt, Part, Ranked, Ranking, Seen, Term
from secondstory.library.engines.base import Engine
from secondstory.library.engines.postgresql import PostgreSQLEngine
from secondstory.library.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, type[Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine() -> Engine:
    """Return the engine of the database in use."""
    return _ENGINES[connection.vendor]()


__all__ = ["Ask", "Condition", "Doubt", "Engine", "Part", "Ranked", "Ranking", "Seen", "Term", "engine"]
