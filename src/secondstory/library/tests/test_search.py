from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.models import Person
from secondstory.library.commands.index import index_incidents
from secondstory.library.queries.correcting import Correction
from secondstory.library.queries.search import Order, search
from secondstory.library.rules.query_language import QueryProblem
from secondstory.library.tests.shelf import shelve, someone

pytestmark = pytest.mark.django_db


def titles(query: str, *, person: Person | None = None, **more: object) -> list[str]:
    return [hit.title for hit in search(query, person=person, **more).hits]  # type: ignore[arg-type]


@pytest.fixture
def library() -> None:
    shelve("Checkout lost its connections", summary="The connection pool was empty.", body="A deploy doubled the pods.", severity=1)
    shelve("Search slowed down", body="Connections to the cache timed out during the deploy.", kind="technical", day=date(2025, 5, 8))
    shelve("Campaign mailed twice", summary="Customers got the mail twice.", kind="marketing", day=date(2024, 2, 1), status="draft")


@pytest.mark.usefixtures("library")
class TestWords:
    def test_all_words_must_be_there_in_any_form(self) -> None:
        assert titles("connecting deployed") == ["Checkout lost its connections", "Search slowed down"]

    def test_title_and_summary_weigh_more_than_the_body(self) -> None:
        shelve("A long night", body="One cache was cold. " * 20)
        shelve("Cache warmed wrongly")
        assert titles("cache")[0] == "Cache warmed wrongly"

    def test_a_phrase_stands_together_and_in_order(self) -> None:
        assert titles('"connection pool"') == ["Checkout lost its connections"]
        assert search('"pool connection"', person=None).is_any_of

    def test_a_phrase_may_be_left_out(self) -> None:
        assert titles('connection -"connection pool"') == ["Search slowed down"]

    def test_a_word_may_be_left_out(self) -> None:
        assert titles("deploy -cache") == ["Checkout lost its connections"]
        assert set(titles("-cache")) == {"Checkout lost its connections", "Campaign mailed twice"}

    def test_while_typing_the_last_word_is_a_beginning(self) -> None:
        assert titles("campai", typing=True) == ["Campaign mailed twice"]
        assert titles("connectio", typing=True) == ["Checkout lost its connections", "Search slowed down"]

    def test_a_beginning_finds_words_with_a_shorter_stem(self) -> None:
        shelve("Operating hours", body="Nobody was operating it.")
        assert titles("operati", typing=True) == ["Operating hours"]

    def test_accents_and_case_make_no_difference(self) -> None:
        shelve("Failover to Zürich")
        assert titles("ZURICH") == titles("zürich") == ["Failover to Zürich"]

    def test_everything_on_record_is_searched(self) -> None:
        shelve(
            "Plain",
            events=["pager rang"],
            factors=[("configuration", "two thresholds disagreed")],
            actions=[("Unify limits", "committed")],
            people=["Grace Hopper"],
            components=["ticket-wallet"],
            teams=["seats"],
        )
        for word in ("pager", "thresholds", "unify", "hopper", "ticket-wallet", "seats"):
            assert titles(word) == ["Plain"], word


@pytest.mark.usefixtures("library")
class TestFilters:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("severity:1", ["Checkout lost its connections"]),
            ("severity:sev-1", ["Checkout lost its connections"]),
            ("kind:marketing", ["Campaign mailed twice"]),
            ("-kind:technical", ["Campaign mailed twice"]),
            ("year:2025", ["Search slowed down"]),
            ("before:2025-05-08", ["Campaign mailed twice"]),
            ("after:2025-05-08", ["Search slowed down"]),
            ("status:draft", ["Campaign mailed twice"]),
            ("deploy year:2025", ["Search slowed down"]),
            ("-severity:1", ["Search slowed down", "Campaign mailed twice"]),
        ],
    )
    def test_a_filter_narrows(self, query: str, found: list[str]) -> None:
        assert titles(query) == found

    def test_sets_are_narrowed_by_their_members(self) -> None:
        shelve("Held", teams=["payments"], components=["wallet"], factors=[("capacity", "Too small.")], actions=[("Grow it", "committed")])
        for query in ("team:payments", "component:wallet", "factor:capacity", "has:open-actions"):
            assert titles(query) == ["Held"], query

    def test_a_name_that_does_not_exist_is_a_problem_and_no_empty_list(self) -> None:
        shelve("Held", teams=["payments"])
        with pytest.raises(QueryProblem, match=r"There is no team “paymnets”. Similar are payments"):
            search("team:paymnets", person=None)
        with pytest.raises(QueryProblem, match=r"There is no severity “9”. Possible are 1 "):
            search("severity:9", person=None)


@pytest.mark.usefixtures("library")
class TestOrder:
    def test_filters_alone_are_answered_newest_first_and_undated_last(self) -> None:
        assert titles("") == ["Search slowed down", "Campaign mailed twice", "Checkout lost its connections"]

    def test_words_can_be_ordered_by_date(self) -> None:
        assert titles("deploy", order=Order.DATE) == ["Search slowed down", "Checkout lost its connections"]

    def test_pages_follow_each_other_without_gaps(self) -> None:
        for number in range(7):
            shelve(f"Quota {number} reached")
        pages = [titles("quota", limit=3, offset=offset) for offset in (0, 3, 6)]
        assert [len(page) for page in pages] == [3, 3, 1]
        assert len({title for page in pages for title in page}) == 7
        assert search("quota", person=None, limit=3, offset=3).total == 7
        assert search("quota", person=None, limit=3, offset=30).total == 7


@pytest.mark.usefixtures("library")
class TestNotQuiteTheQuestion:
    def test_a_misspelt_word_is_put_right_and_said(self) -> None:
        results = search("conection pol", person=None)
        assert [hit.title for hit in results.hits] == ["Checkout lost its connections"]
        assert {(one.typed, one.used) for one in results.corrections} == {("conection", "connection"), ("pol", "pool")}
        assert "No report has “conection”" in results.notices[0]

    def test_the_other_words_decide_between_equally_near_ones(self) -> None:
        for _ in range(3):
            shelve("Rate limits were due")
        shelve("Migration was done at night")
        assert search("migration dne", person=None).corrections == (Correction("dne", "done"),)

    def test_the_second_page_of_a_corrected_query_is_corrected_too(self) -> None:
        for number in range(4):
            shelve(f"Quota {number} reached")
        assert len(search("qouta", person=None, limit=3, offset=3).hits) == 1

    def test_words_that_no_report_has_together_find_those_with_some_and_say_so(self) -> None:
        results = search("campaign cache", person=None)
        assert results.is_any_of
        assert {hit.title for hit in results.hits} == {"Campaign mailed twice", "Search slowed down"}
        assert results.notices

    def test_few_results_are_followed_by_near_ones_kept_apart(self) -> None:
        results = search("checkout deploy", person=None)
        assert [hit.title for hit in results.hits] == ["Checkout lost its connections"]
        assert [hit.title for hit in results.nearby] == ["Search slowed down"]
        assert (results.total, results.is_any_of) == (1, False)

    def test_filters_hold_for_near_results_too(self) -> None:
        assert search("campaign cache kind:marketing", person=None).total == 1

    def test_what_is_found_as_asked_needs_no_notice(self) -> None:
        assert search("deploy", person=None).notices == ()

    def test_a_word_like_no_other_finds_nothing(self) -> None:
        results = search("zzyzx", person=None)
        assert (results.total, results.hits, results.notices) == (0, (), ())


class TestRestricted:
    def test_a_restricted_report_exists_only_for_those_who_may_see_it(self) -> None:
        reader, other = someone("Ada"), someone("Ben")
        shelve("Breach of the vault", seen_by=[reader])
        shelve("Vault upgraded")
        assert set(titles("vault", person=reader)) == {"Breach of the vault", "Vault upgraded"}
        assert titles("vault", person=other) == ["Vault upgraded"]
        assert search("", person=other).total == 1
        assert search("", person=None).total == 2

    def test_restricted_reports_change_neither_order_nor_scores_of_open_ones(self) -> None:
        reader = someone()
        for number in range(8):
            shelve(f"Cache {number} lost", body="queue " * (number % 3), summary="limits" if number % 2 else "")
        before = search("cache queue limits", person=reader)
        alone = [(hit.title, hit.score) for hit in search("queue", person=reader).hits]
        for number in range(20):
            shelve(f"Secret queue {number}", body="queue queue limits cache", seen_by=[])
        assert [(hit.title, hit.score) for hit in search("queue", person=reader).hits] == alone
        assert search("cache queue limits", person=reader) == before

    def test_restricted_reports_are_merged_where_they_belong(self) -> None:
        reader = someone()
        shelve("Vault", summary="vault")
        for _ in range(4):
            shelve("Something else", body="It had to do with the vault, among many other things.")
            shelve("Not at all")
        shelve("The vault again", seen_by=[reader])
        found = titles("vault", person=reader)
        assert set(found[:2]) == {"Vault", "The vault again"}
        assert titles("vault", person=reader, limit=3, offset=3) == found[3:6]

    def test_words_of_restricted_reports_are_never_suggested(self) -> None:
        shelve("Zanzibar breached", seen_by=[])
        assert search("zanzibr", person=someone()).corrections == ()

    def test_a_report_leaves_the_open_part_when_it_is_restricted(self) -> None:
        incident = shelve("Zanzibar moved")
        incident.is_restricted = True
        incident.save()
        index_incidents([incident.pk])
        assert titles("zanzibar", person=someone()) == []
        assert search("zanzibr", person=someone()).corrections == ()
        assert titles("zanzibar") == ["Zanzibar moved"]


def test_words_in_titles_and_passages_are_marked() -> None:
    shelve("Pool empty", body="Nobody saw that the <em>pools</em> ran dry.")
    hit = search("pool", person=None).hits[0]
    assert [segment.text for segment in hit.title_segments if segment.is_match] == ["Pool"]
    assert [segment.text for segment in hit.passage.segments if segment.is_match] == ["pools"]
    assert "pools" in hit.snippet


def statements(query: str, person: Person) -> int:
    with CaptureQueriesContext(connection) as captured:
        search(query, person=person)
    return len(captured)


@pytest.mark.parametrize("query", ["quota", "quota reached", '"quota reached"', "kind:technical", "qouta", ""])
def test_the_number_of_statements_does_not_grow_with_the_results(query: str) -> None:
    reader = someone()
    shelve("Quota reached", seen_by=[reader])
    for number in range(5):
        shelve(f"Quota {number} reached")
    few = statements(query, reader)
    for number in range(30):
        shelve(f"Quota {number} reached again")
    assert statements(query, reader) <= few <= 15
