from typing import Any

import pytest
from django.db import connection, transaction
from django_q.models import OrmQ

from secondstory.accounts.events import PersonRenamed, TeamRenamed
from secondstory.accounts.models import Person, Team
from secondstory.incidents.events import IncidentChanged
from secondstory.kit.facts import announce, announcing_together
from secondstory.library.commands.index import forget, index_everything, index_incidents
from secondstory.library.jobs import index_again
from secondstory.library.models import OpenEntry, OpenText, Word
from secondstory.library.queries.search import search
from secondstory.library.tests.shelf import shelve
from secondstory.timeline.commands import EventFacts, add_event
from secondstory.timeline.events import TimelineChanged

pytestmark = pytest.mark.django_db


def found(query: str) -> int:
    results = search(query, person=None)
    return 0 if results.corrections or results.is_any_of else results.total


def test_a_changed_record_is_found_by_its_new_words_only() -> None:
    incident = shelve("Cache cold", body="hydrant")
    incident.title = "Queue full"
    incident.save()
    index_incidents([incident.pk])
    assert (found("queue"), found("cache"), found("hydrant"), found('"queue full"'), found('"cache cold"')) == (1, 0, 1, 1, 0)


def test_a_long_timeline_is_indexed_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = shelve("Cache cold")
    monkeypatch.setattr("secondstory.library.queries.entries.LONG_TIMELINE", 1)
    add_event(incident, EventFacts(text="Hydrant open"), by=None)
    assert (found("hydrant"), OrmQ.objects.count()) == (1, 0)
    add_event(incident, EventFacts(text="Ladder up"), by=None)
    assert (found("ladder"), OrmQ.objects.count()) == (0, 1)
    index_again(incident.pk)
    assert found("ladder") == 1


def test_a_record_that_changes_in_itself_is_indexed_at_once_however_long_its_timeline(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = shelve("Cache cold")
    monkeypatch.setattr("secondstory.library.queries.entries.LONG_TIMELINE", 0)
    add_event(incident, EventFacts(text="Hydrant open"), by=None)
    with announcing_together():
        announce(TimelineChanged(incident.pk))
        announce(IncidentChanged(incident.pk))
    assert found("hydrant") == 1


def test_a_deleted_record_leaves_the_index() -> None:
    incident = shelve("Cache cold")
    number = incident.pk
    incident.delete()
    announce(IncidentChanged(number))
    assert found("cache") == 0
    assert not OpenEntry.objects.exists()
    assert not OpenText.objects.exists()


def test_what_was_never_there_can_be_forgotten() -> None:
    forget([4711])
    assert found("") == 0


def test_index_and_record_change_together_or_not_at_all() -> None:
    incident = shelve("Cache cold")
    with transaction.atomic():
        incident.title = "Queue full"
        incident.save()
        index_incidents([incident.pk])
        transaction.set_rollback(True)
    assert (found("cache"), found("queue")) == (1, 0)
    assert not Word.objects.filter(word="queue").exists()


def test_a_renamed_person_or_team_is_found_by_the_new_name() -> None:
    shelve("Cache cold", people=["Ada Byron"], teams=["seats"])
    Person.objects.filter(name="Ada Byron").update(name="Ada Lovelace")
    Team.objects.filter(slug="seats").update(name="Seating")
    announce(PersonRenamed(Person.objects.get(name="Ada Lovelace").pk))
    announce(TeamRenamed(Team.objects.get(slug="seats").pk))
    assert (found("lovelace"), found("byron"), found("seating")) == (1, 0, 1)


def test_everything_can_be_indexed_anew() -> None:
    shelve("Cache cold")
    shelve("Vault opened", seen_by=[])
    words = list(Word.objects.order_by("word").values_list("word", "reports"))
    index_everything()
    assert (found("cache"), found("vault"), found("")) == (1, 1, 2)
    assert list(Word.objects.order_by("word").values_list("word", "reports")) == words


def test_a_text_beyond_all_measure_is_indexed_too() -> None:
    shelve("Log dump", body=" ".join(f"id{number}x" for number in range(120_000)) + " haystack" * 20_000)
    assert found("dump id17x") == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the full-text tables are SQLite's")
def test_the_full_text_tables_agree_with_what_they_index() -> None:
    incidents = [shelve(f"Cache {number}", summary="warm", body="cold") for number in range(5)]
    incidents[0].title = "Queue"
    incidents[0].save()
    index_incidents([incidents[0].pk])
    forget([incidents[1].pk])

    def rows(sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    rows("INSERT INTO library_open_phrases(library_open_phrases, rank) VALUES ('integrity-check', 1)")
    rows("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'library_open_terms', 'row')")
    counted = {term: reports for term, reports, _ in rows("SELECT * FROM temp.terms")}
    assert counted["_"] == counted["warm"] == 4
    assert (counted["cach"], counted["queue"]) == (3, 1)
    rows("DROP TABLE temp.terms")
