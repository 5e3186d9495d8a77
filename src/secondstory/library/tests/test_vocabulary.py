import pytest

from secondstory.library.commands.index import forget, index_incidents
from secondstory.library.engines import Doubt
from secondstory.library.models import Word
from secondstory.library.queries.vocabulary import completions, corrections_of, stems_of_beginning
from secondstory.library.rules.stemming import stem
from secondstory.library.tests.shelf import shelve

pytestmark = pytest.mark.django_db


def test_completions_are_words_of_the_open_part_the_most_frequent_first() -> None:
    shelve("Cache cold")
    shelve("Cache warm, cached twice")
    shelve("Cachexia", seen_by=[])
    assert completions("cach") == ["cache", "cached"]


def test_a_word_is_counted_once_a_report_and_goes_with_the_last() -> None:
    one, other = shelve("Cache", body="cache cache"), shelve("Cache")
    assert Word.objects.get(word="cache").reports == 2
    index_incidents([one.pk, other.pk])
    assert Word.objects.get(word="cache").reports == 2
    forget([one.pk])
    assert Word.objects.get(word="cache").reports == 1
    forget([other.pk])
    assert not Word.objects.filter(word="cache").exists()
    assert corrections_of([Doubt("cach", "cach")]) == {}


@pytest.mark.parametrize(("typed", "right"), [("databsae", "database"), ("kubernetse", "kubernetes"), ("paeg", "page"), ("redsi", "redis")])
def test_a_slip_is_put_right(typed: str, right: str) -> None:
    shelve("Database on Kubernetes", body="A page about redis and the rest")
    assert corrections_of([Doubt(typed, stem(typed))]) == {typed: [right]}


def test_two_letters_are_never_put_right() -> None:
    shelve("Database")
    assert corrections_of([Doubt("da", "da")]) == {}


def test_a_beginning_knows_the_shorter_stems() -> None:
    shelve("Operating, operations, operator")
    assert stems_of_beginning("operati") == ("oper",)
