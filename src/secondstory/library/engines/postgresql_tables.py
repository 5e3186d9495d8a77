"""What PostgreSQL's tables have besides what Django makes: the two vectors of an entry, their index, and trigrams of the vocabulary."""

PARTS = ("open", "restricted")
NEWEST = "CREATE INDEX library_open_newest ON library_open_entry (occurred_on DESC NULLS LAST, incident_id DESC)"

TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
NO_TRIGRAMS = (
    "Search needs PostgreSQL's extension pg_trgm, which this database user may not install or which the server does not have. "
    "It is part of PostgreSQL's contrib modules (the package postgresql-contrib or postgresql itself). "
    "Let an administrator run “CREATE EXTENSION pg_trgm” in this database once, then migrate again."
)


def statements() -> list[str]:
    vocabulary = "CREATE INDEX library_word_trigrams ON library_word USING gin (word gin_trgm_ops)"
    return [statement for part in PARTS for statement in _part(part)] + [vocabulary, NEWEST]


def removal() -> list[str]:
    columns = [f"ALTER TABLE library_{part}_entry DROP COLUMN words, DROP COLUMN rank" for part in PARTS]
    return [*columns, "DROP INDEX IF EXISTS library_word_trigrams", "DROP INDEX IF EXISTS library_open_newest"]


def _part(part: str) -> list[str]:
    """`words` moves out of the row where it is long, uncompressed; `rank` stays in. The index's list of what is not yet sorted in
    stays short, because every search reads all of it."""
    table = f"library_{part}_entry"
    return [
        f"ALTER TABLE {table} ADD COLUMN rank tsvector NOT NULL DEFAULT '', ADD COLUMN words tsvector NOT NULL DEFAULT ''",
        f"ALTER TABLE {table} ALTER COLUMN rank SET STORAGE MAIN, ALTER COLUMN words SET STORAGE EXTERNAL",
        f"CREATE INDEX library_{part}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 512)",
    ]
