from secondstory.library.rules.entries import EntryTexts
from secondstory.library.rules.highlighting import PASSAGE, Marker, Segment
from secondstory.library.rules.query_language import parse


def marker(query: str, *, typing: bool = False) -> Marker:
    return Marker(parse(query, typing=typing).wanted)


def marked(query: str, text: str, *, typing: bool = False) -> list[str]:
    return [segment.text for segment in marker(query, typing=typing).marked(text) if segment.is_match]


def test_every_form_of_a_word_is_marked() -> None:
    assert marked("connection", "Connected: 14 connections, disconnected none, connects") == ["Connected", "connections", "connects"]


def test_words_are_marked_as_written() -> None:
    assert marked("zurich", "Failover to Zürich") == ["Zürich"]


def test_a_beginning_marks_the_words_that_begin_so() -> None:
    assert marked("po", "The pool of a pod, appointed", typing=True) == ["pool", "pod"]


def test_a_passage_shows_where_most_words_stand_together() -> None:
    filler = "Nothing of note was seen in any of the graphs. " * 30
    texts = EntryTexts("Title", summary=f"The pool. {filler}", body=f"{filler}The connection pool was empty. {filler}")
    passage = marker("connection pool").best_passage(texts)
    assert passage.field == "body"
    assert "connection pool was empty" in passage.text
    assert len(passage.text) < PASSAGE + 40


def test_a_passage_never_holds_markup_of_its_own() -> None:
    passage = marker("pool").best_passage(EntryTexts("Title", body="<b>pool</b>"))
    assert passage.segments == (Segment("<b>"), Segment("pool", is_match=True), Segment("</b>"))


def test_without_words_the_summary_is_shown() -> None:
    passage = marker("kind:data").best_passage(EntryTexts("Title", summary="What happened.", body="Long."))
    assert (passage.field, passage.text) == ("summary", "What happened.")
