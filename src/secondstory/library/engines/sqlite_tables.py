"""The full-text tables of SQLite and the triggers that keep them true: what writes a text writes its index, in one statement.

`terms` is contentless, so that no text is kept twice; SQLite before 3.43 can delete from it only with the words that went in, which the
text table keeps in its `terms_…` columns.

Two things that bm25 takes from the whole table are set right. It counts a word in half of the rows or more as worth nothing, which
would leave the words of many a title without weight: so each open entry is counted as four rows, three of them empty, and a word in all
entries is worth about a quarter of one in a hundredth. And it divides by the average number of words, which must stay well above the
number of columns: so every row has a column `pad` of words that no query can ask for.
"""

# ruff: noqa: S608 - the names come from this package, no value does
from secondstory.library.rules.entries import CLASSES, TEXT_FIELDS

PAD = " ".join(["_"] * 100)
ROWS_AN_ENTRY = 4
FIRST_EMPTY_ROW = 10**12  # beyond every incident
PARTS = ("open", "restricted")
TRIGGERS = ("library_open_counted", "library_open_uncounted", "library_word_written", "library_word_removed")
NEWEST = "CREATE INDEX library_open_newest ON library_open_entry (occurred_on DESC, incident_id DESC)"  # undated ones come last


def statements() -> list[str]:
    """Return what makes the tables of both parts and of the vocabulary."""
    return [statement for part in PARTS for statement in _part(part)] + _empty_rows() + _vocabulary() + [NEWEST]


def removal() -> list[str]:
    triggers = [f"library_{part}_{event}" for part in PARTS for event in ("written", "rewritten", "removed")]
    tables = [f"library_{part}_{kind}" for part in PARTS for kind in ("terms", "phrases")]
    return [
        "DROP INDEX IF EXISTS library_open_newest",
        *(f"DROP TRIGGER IF EXISTS {name}" for name in (*triggers, *TRIGGERS)),
        *(f"DROP TABLE IF EXISTS {name}" for name in (*tables, "library_word_trigrams")),
    ]


def _part(part: str) -> list[str]:
    terms, phrases, text = f"library_{part}_terms", f"library_{part}_phrases", f"library_{part}_text"
    classes, fields = ", ".join(CLASSES), ", ".join(TEXT_FIELDS)
    return [
        f"CREATE VIRTUAL TABLE {terms} USING fts5({classes}, pad, content='', columnsize=0, prefix='2 3', "
        "tokenize=\"ascii tokenchars '_'\")",
        f"CREATE VIRTUAL TABLE {phrases} USING fts5({fields}, content='{text}', content_rowid='incident_id', columnsize=0, "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER library_{part}_written AFTER INSERT ON {text} BEGIN {_add(terms, phrases)} END",
        f"CREATE TRIGGER library_{part}_removed AFTER DELETE ON {text} BEGIN {_take(terms, phrases)} END",
        f"CREATE TRIGGER library_{part}_rewritten AFTER UPDATE ON {text} BEGIN {_take(terms, phrases)} {_add(terms, phrases)} END",
    ]


def _add(terms: str, phrases: str) -> str:
    return (
        f"INSERT INTO {terms}(rowid, {', '.join(CLASSES)}, pad) "
        f"VALUES (new.incident_id, {', '.join(f'new.terms_{name}' for name in CLASSES)}, '{PAD}'); "
        f"INSERT INTO {phrases}(rowid, {', '.join(TEXT_FIELDS)}) "
        f"VALUES (new.incident_id, {', '.join(f'new.{name}' for name in TEXT_FIELDS)});"
    )


def _take(terms: str, phrases: str) -> str:
    return (
        f"INSERT INTO {terms}({terms}, rowid, {', '.join(CLASSES)}, pad) "
        f"VALUES ('delete', old.incident_id, {', '.join(f'old.terms_{name}' for name in CLASSES)}, '{PAD}'); "
        f"INSERT INTO {phrases}({phrases}, rowid, {', '.join(TEXT_FIELDS)}) "
        f"VALUES ('delete', old.incident_id, {', '.join(f'old.{name}' for name in TEXT_FIELDS)});"
    )


def _empty_rows() -> list[str]:
    """Return triggers of the entry, which is written before its text: the full-text table likes its rows in ascending order."""
    terms, rows = "library_open_terms", range(ROWS_AN_ENTRY - 1)
    number = f"{FIRST_EMPTY_ROW} + {ROWS_AN_ENTRY} *"
    add = "".join(f"INSERT INTO {terms}(rowid, title) VALUES ({number} new.incident_id + {row}, ''); " for row in rows)
    take = "".join(f"INSERT INTO {terms}({terms}, rowid) VALUES ('delete', {number} old.incident_id + {row}); " for row in rows)
    return [
        f"CREATE TRIGGER library_open_counted AFTER INSERT ON library_open_entry BEGIN {add} END",
        f"CREATE TRIGGER library_open_uncounted AFTER DELETE ON library_open_entry BEGIN {take} END",
    ]


def _vocabulary() -> list[str]:
    return [
        "CREATE VIRTUAL TABLE library_word_trigrams USING fts5(word, tokenize='trigram')",
        "CREATE TRIGGER library_word_written AFTER INSERT ON library_word "
        "BEGIN INSERT INTO library_word_trigrams(rowid, word) VALUES (new.id, '  ' || new.word || ' '); END",
        "CREATE TRIGGER library_word_removed AFTER DELETE ON library_word "
        "BEGIN DELETE FROM library_word_trigrams WHERE rowid = old.id; END",
    ]
