from secondstory.documents.extraction.wording import Wording

GATE = Wording(r"\bgates? (?:opened|shut)\b|\bvalve\b")


def test_capitals_and_small_letters_are_the_same() -> None:
    assert GATE.search("At noon the GATE Opened")
    assert GATE.match("Gates shut")
    assert not GATE.search("The gateway opened")


def test_positions_are_those_of_the_text() -> None:
    text = "The Valve, then the GATE OPENED"

    assert [text[found.start() : found.end()] for found in GATE.finditer(text)] == ["Valve", "GATE OPENED"]


def test_so_they_are_where_small_letters_are_longer() -> None:
    text = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}zmir: the Valve"

    assert [text[found.start() : found.end()] for found in GATE.finditer(text)] == ["Valve"]
