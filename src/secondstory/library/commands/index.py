"""Keep the index true, in the transaction of whatever changes a record."""

import json
from collections import Counter
from collections.abc import Collection, Iterable

from django.db import connection, transaction

from secondstory.incidents.models import Incident
from secondstory.library.engines import Part, engine
from secondstory.library.models import OpenText, RestrictedText, Word
from secondstory.library.queries.entries import entries_of
from secondstory.library.rules.entries import TEXT_FIELDS, Entry, EntryTexts, EntryWords
from secondstory.library.rules.stemming import stem

ENTRIES_AT_ONCE = 200


def index_incidents(ids: Iterable[int]) -> None:
    """Read these records anew and put them into the index; what no longer exists leaves it."""
    ordered = sorted(set(ids))
    with transaction.atomic():
        _wait_for_others(ordered)
        for first in range(0, len(ordered), ENTRIES_AT_ONCE):
            some = ordered[first : first + ENTRIES_AT_ONCE]
            index_entries(entries_of(some), gone=some)


def index_everything() -> None:
    """Make the index anew, as after a change of how words are read. A migration that changes that calls it."""
    with transaction.atomic():
        for part, texts in ((Part.OPEN, OpenText), (Part.RESTRICTED, RestrictedText)):
            engine().remove(part, list(texts.objects.values_list("pk", flat=True)))
        Word.objects.all().delete()
        index_incidents(Incident.objects.values_list("pk", flat=True))


def forget(ids: Collection[int]) -> None:
    """Take incidents out of the index."""
    index_entries([], gone=ids)


def index_entries(entries: Iterable[Entry], *, gone: Collection[int] = ()) -> None:
    """Put entries into their part of the index, and take out of it what else it holds of `gone` and of them."""
    read = [(entry, EntryWords.of(entry.texts)) for entry in entries]
    open_part = [pair for pair in read if not pair[0].is_restricted]
    restricted = [pair for pair in read if pair[0].is_restricted]
    ids = {entry.incident_id for entry, _ in read} | set(gone)
    with transaction.atomic():
        changes = Counter[str]()
        for texts in _open_texts(ids):
            changes.subtract(EntryWords.of(texts).vocabulary())
        for _, words in open_part:
            changes.update(words.vocabulary())
        for part, stay in ((Part.OPEN, open_part), (Part.RESTRICTED, restricted)):
            if leave := ids - {entry.incident_id for entry, _ in stay}:
                engine().remove(part, leave)
            engine().write(part, stay)
        _change_vocabulary({word: change for word, change in changes.items() if change})


def _wait_for_others(ids: Collection[int]) -> None:
    """Let nobody change these records between reading and writing: the entry of a record must not be older than the record."""
    list(Incident.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _open_texts(ids: Collection[int]) -> list[EntryTexts]:
    return [EntryTexts(*row) for row in OpenText.objects.filter(pk__in=ids).values_list(*TEXT_FIELDS)]


def _change_vocabulary(changes: dict[str, int]) -> None:
    """Count words up and down, in one order for everybody, so that two writers never wait for each other in a circle."""
    if not changes:
        return
    rows = {word: f"{changes[word]} {stem(word)}" for word in sorted(changes)}  # the quickest form to take apart again
    source = {
        "sqlite": "SELECT key, substr(value, instr(value, ' ') + 1), CAST(value AS integer) FROM json_each(%s) WHERE TRUE",
        "postgresql": "SELECT key, split_part(value, ' ', 2), split_part(value, ' ', 1)::int FROM json_each_text(%s::json)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO library_word (word, stem, reports) {source} "
            "ON CONFLICT (word) DO UPDATE SET reports = library_word.reports + excluded.reports",
            [json.dumps(rows)],
        )
    if fewer := [word for word, change in changes.items() if change < 0]:
        Word.objects.filter(word__in=fewer, reports__lte=0).delete()
