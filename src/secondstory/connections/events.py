"""Facts that connections announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConnectionRemoved:
    connection_id: int
