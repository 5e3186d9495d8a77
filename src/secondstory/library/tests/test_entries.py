from secondstory.library.rules.entries import EntryTexts, EntryWords, listed, unlisted


def test_a_word_is_classed_by_where_and_how_often_it_stands() -> None:
    texts = EntryTexts("Pool empty", summary="Pools ran out", body="retry retry later", factors="limits", components="checkout")
    classes = EntryWords.of(texts).classes()
    assert classes.title == ("pool", "empti")
    assert "pool" in classes.summary
    assert classes.detail == ("limit", "checkout")
    assert classes.often == ("retri",)
    assert classes.rest == ("later",)


def test_the_vocabulary_holds_words_that_people_type() -> None:
    assert EntryWords.of(EntryTexts("A pod at 10.0.0.1", body="x86 Pods")).vocabulary() == {"pod", "pods"}


def test_a_set_in_one_column_comes_back() -> None:
    assert unlisted(listed(frozenset({17, 3}))) == ["17", "3"]
    assert unlisted(listed(frozenset[int]())) == []
