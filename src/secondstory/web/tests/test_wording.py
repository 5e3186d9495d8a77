import re

import pytest
from django.test import Client
from tests.builders import incident, person, signed_in

from secondstory.accounts.models import Person
from secondstory.incidents.commands import Involved, set_people
from secondstory.language.rule_files import built_in_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


def test_every_rule_about_a_sentence_or_an_action_item_is_explained_at_its_anchor(client: Client) -> None:
    page = client.get("/wording/").content.decode()
    explained = set(re.findall(r'<section class="prose" id="([\w-]+)"', page))
    expected = {rule.id for rule in built_in_rules() if rule.category != "structure" and not rule.id.startswith("plan-")}
    assert explained == expected


def test_no_placeholder_of_a_rule_is_shown(client: Client) -> None:
    assert re.findall(r"\{\w+\}", client.get("/wording/").content.decode()) == []


@pytest.mark.parametrize("page", ["report/edit/", "actions/new/"])
def test_forms_know_the_people_of_the_incident_and_whom_to_ask(client: Client, page: str) -> None:
    one = incident()
    set_people(one, [Involved(Person.objects.create(name="Mei Tanaka"))], by=None)
    form = client.get(f"/incidents/{one.key}/{page}").content.decode()
    assert '["Mei Tanaka"]' in form
    assert 'data-wording="/api/lint"' in form
    assert 'data-wording-rules="/wording/"' in form
    assert 'data-lint="' in form
