"""Documents written for the tests of importing."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from secondstory.documents.sources import walk
from secondstory.documents.values import SourceFile
from secondstory.kit.clock import today
from secondstory.library.rules.arrivals import Arrival, arrivals

QUEUE = """\
---
severity: SEV2
authors: [Ada Lovelace]
---
# Orders waited in the queue

Date: 2024-03-01

## Summary

Orders waited for 62 minutes because the queue had no consumer.

## Impact

1,204 orders were late.

## Root causes

- The deployment removed the consumer.
- No alert watched the age of the oldest message.

## Timeline (UTC)

- 10:00 Alert: checkout is slow
- 10:40 Consumer started again
- 11:02 Queue empty

## Background

The queue is a year old.

## Action items

| Action | Owner | Due | Status |
|---|---|---|---|
| Alert on the age of the oldest message | Grace Hopper | 2024-03-20 | done |
| Keep one consumer during a deployment | Payments team | | |
"""

SHORT = "# Newsletter went out twice\n\nDate: 2024-05-05\n\nThe newsletter went out twice on Sunday.\n"


def files_in(folder: Path) -> Iterable[Arrival]:
    return arrivals(walk([folder]), today=today())


def arriving(documents: dict[str, str | bytes]) -> list[Arrival]:
    """What a run meets that brings these files, in this order."""
    sources = [SourceFile(name=name, content=text.encode() if isinstance(text, str) else text) for name, text in documents.items()]
    return list(arrivals(sources, today=today()))


def statuses(outcomes: Sequence[object]) -> list[str]:
    return [str(getattr(outcome, "status", "")) for outcome in outcomes]
