"""A restricted incident exists for those it names and for nobody else, at every address; and every address asks who somebody is.

Every address of the product is tried with every role. A new address with a new kind of part in it makes the first test fail until
`PARTS` says what to fill in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.incidents.commands import (
    IncidentFacts,
    Involved,
    Measure,
    components_named,
    record_incident,
    restrict,
    set_impact,
    set_people,
)
from secondstory.incidents.models import Incident
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, add_event

pytestmark = pytest.mark.django_db

SECRET = "zanzibar"
OPEN_TO_STRANGERS = {
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_logout",
    "account_inactive",
    "accounts:setup",
    "accounts:invitation",
    "web:health",
}


@dataclass(frozen=True)
class World:
    incident: Incident
    parts: dict[str, object]
    named: Person
    strangers: dict[str, Person]


def person(name: str, role: Role) -> Person:
    one = Person(name=name, email=f"{name.lower()}@example.org", role=role)
    one.set_password("a long enough password")
    one.save()
    return one


@pytest.fixture
def world() -> World:
    """One restricted incident of which every part says the secret word, people of every role it does not name, and one it names."""
    strangers = {role.value: person(role.value.capitalize(), role) for role in Role}
    named = person("Named", Role.MEMBER)
    incident = record_incident(
        IncidentFacts(title=f"The {SECRET} affair", components=tuple(components_named([f"{SECRET}-service"]).values())), by=named
    )
    restrict(incident, to_people=[named], by=named)
    witness = Person.objects.create(name=f"Witness {SECRET}")
    set_people(incident, [Involved(witness)], by=named)
    set_impact(incident, [Measure(name=SECRET, value="7")], by=named)
    event = add_event(incident, EventFacts(text=f"Saw {SECRET}"), by=named)
    report = write_whole_report(
        incident,
        summary=Summary(what_happened=f"{SECRET} happened", impact=SECRET),
        sections=[SectionText(title=SECRET, markdown=f"More on {SECRET}")],
        factors=[Factor(text=f"{SECRET} made it more likely")],
        status=ReportStatus.PUBLISHED,
        by=None,
    )
    action = add_action(incident, ActionFacts(text=f"Remove {SECRET}", owner=named), by=named)
    team = Team.objects.create(name="Bystanders", slug="bystanders")
    parts: dict[str, object] = {
        "key": incident.key,
        "event_id": event.pk,
        "action_id": action.pk,
        "section_id": report.sections.get().pk,
        "factor_id": report.factors.get().pk,
        "report_id": report.pk,
        "person_id": strangers["viewer"].pk,
        "slug": team.slug,
        "token": "no-such-token",
    }
    return World(incident=incident, parts=parts, named=named, strangers=strangers)


def addresses(
    resolver: URLResolver | None = None, space: str = "", parameters: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of every address with the names of the parts to fill in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        found = (*parameters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, found)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", found


ADDRESSES = sorted(set(addresses()))
NAMES_OF_ONE_INCIDENT = [(name, parts) for name, parts in ADDRESSES if "key" in parts]


def url_of(name: str, parts: tuple[str, ...], world: World) -> str:
    return reverse(name, kwargs={part: world.parts.get(part, "1") for part in parts})


def test_every_address_has_a_name() -> None:
    assert len(ADDRESSES) > 30
    assert NAMES_OF_ONE_INCIDENT


@pytest.mark.parametrize(("name", "parts"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_an_address_says_nothing_of_a_restricted_incident_to_those_it_does_not_name(
    name: str, parts: tuple[str, ...], world: World
) -> None:
    url = url_of(name, parts, world)
    for role, stranger in world.strangers.items():
        client = Client(raise_request_exception=True)
        client.force_login(stranger)
        for query in ("", f"?q={SECRET}", f"?q=title:{SECRET}"):
            answer = client.get(url + query)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            said = body.decode(errors="replace").replace(f"q={SECRET}", "").replace(f'value="{SECRET}', "")
            assert answer.status_code < 500, f"{role} {url}"
            assert f"{SECRET} affair" not in said, f"{role} {url}"
            assert f"Saw {SECRET}" not in said, f"{role} {url}"
            assert f"Remove {SECRET}" not in said, f"{role} {url}"
            assert f"{SECRET} happened" not in said, f"{role} {url}"
        if "key" in parts:
            assert client.get(url).status_code in {404, 405}, f"{role} {url}"
            assert client.post(url).status_code in {404, 405}, f"{role} {url}"


@pytest.mark.parametrize(("name", "parts"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_an_address_asks_a_stranger_to_sign_in(name: str, parts: tuple[str, ...], world: World) -> None:
    answer = Client().get(url_of(name, parts, world))
    if name in OPEN_TO_STRANGERS:
        assert answer.status_code < 500
    elif name.startswith("api"):
        assert answer.status_code in {401, 404, 405}
    else:
        assert answer.status_code in {302, 404, 405}
        if answer.status_code == 302:
            assert "/accounts/login/" in answer.headers["Location"] or "/setup/" in answer.headers["Location"]


@pytest.mark.parametrize(("name", "parts"), NAMES_OF_ONE_INCIDENT, ids=[name for name, _ in NAMES_OF_ONE_INCIDENT])
def test_an_address_of_a_restricted_incident_answers_the_person_it_names(name: str, parts: tuple[str, ...], world: World) -> None:
    client = Client()
    client.force_login(world.named)
    assert client.get(url_of(name, parts, world)).status_code in {200, 302, 403, 405}


@pytest.mark.parametrize(("name", "parts"), NAMES_OF_ONE_INCIDENT, ids=[name for name, _ in NAMES_OF_ONE_INCIDENT])
def test_a_viewer_changes_nothing(name: str, parts: tuple[str, ...], world: World) -> None:
    viewer = world.strangers["viewer"]
    world.incident.restricted_to_people.add(viewer)
    client = Client()
    client.force_login(viewer)
    before = Incident.objects.values().get(pk=world.incident.pk)
    answer = client.post(url_of(name, parts, world), {"title": "changed", "text": "changed", "markdown": "changed"})
    assert answer.status_code in {200, 302, 403, 404, 405}
    assert Incident.objects.values().get(pk=world.incident.pk) == before
