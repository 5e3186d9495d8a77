import sqlite3

import pytest

from secondstory.library.rules.stemming import stem

TEXT = (
    "caresses ponies ties cats feed agreed plastered motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing "
    "filing happy relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli "
    "vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate "
    "formative formalize electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible "
    "irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize probate "
    "rate cease controll roll apology apologies databases degraded degrading deployments configuration configured yes kubernetes "
    "queueing queues queue bss"
)


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ({"connection", "connections", "connected", "connecting"}, "connect"),
        ({"database", "databases"}, "databas"),
        ({"deploy", "deployed", "deployment", "deployments"}, "deploy"),
    ],
)
def test_forms_of_a_word_share_a_stem(words: set[str], root: str) -> None:
    assert {stem(word) for word in words} == {root}


def test_short_words_stay_as_they_are() -> None:
    assert [stem(word) for word in ("is", "us", "a", "s3")] == ["is", "us", "a", "s3"]


def test_the_stemmer_of_sqlite_finds_the_same_stems_but_for_a_last_y() -> None:
    words = TEXT.split()
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(word, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(texts, instance)")
    connection.executemany("INSERT INTO texts(rowid, word) VALUES (?, ?)", list(enumerate(words)))
    found = dict(connection.execute("SELECT doc, term FROM stems").fetchall())
    assert {word: stem(word) for word in words} == {word: found[at] for at, word in enumerate(words)}
    assert (stem("apply"), stem("deploy")) == ("appli", "deploy")
