"""A restricted incident exists for those it names and for nobody else, at every address; and every address asks who somebody is.

Every address of the product is tried with every role. A new address with a new kind of part in it makes the first test fail until
`PARTS` says what to fill in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from secondstory.accounts.commands.token import create_token
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Role, Scope
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.connections.commands import make_connection
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
from secondstory.kit.uploads import read_file
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts
from secondstory.timeline.commands.files import add_event_with_files
from secondstory.timeline.commands.importing import Upload, begin_import
from secondstory.timeline.queries.files import limits
from secondstory.timeline.sources import Window
from tests.sample_files import picture

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
    "api:openapi-json",
}


@dataclass(frozen=True)
class World:
    incident: Incident
    parts: dict[str, object]
    named: Person
    strangers: dict[Role, Person]


def person(name: str, role: Role) -> Person:
    one = Person(name=name, email=f"{name.lower()}@example.org", role=role)
    one.set_password("a long enough password")
    one.save()
    return one


@pytest.fixture
def world() -> World:
    """One restricted incident of which every part says the secret word, people of every role it does not name, and one it names."""
    strangers = {role: person(role.value.capitalize(), role) for role in Role}
    named = person("Named", Role.MEMBER)
    incident = record_incident(
        IncidentFacts(title=f"The {SECRET} affair", components=tuple(components_named([f"{SECRET}-service"]).values())), by=named
    )
    restrict(incident, to_people=[named], by=named)
    witness = Person.objects.create(name=f"Witness {SECRET}")
    set_people(incident, [Involved(witness)], by=named)
    set_impact(incident, [Measure(name=SECRET, value="7")], by=named)
    shown = read_file(f"{SECRET}.png", picture(), limits=limits())
    event = add_event_with_files(incident, EventFacts(text=f"Saw {SECRET}"), [shown], by=named)
    report = write_whole_report(
        incident,
        summary=Summary(what_happened=f"{SECRET} happened", impact=SECRET),
        sections=[SectionText(title=SECRET, markdown=f"More on {SECRET}")],
        factors=[Factor(text=f"{SECRET} made it more likely")],
        status=ReportStatus.PUBLISHED,
        by=None,
    )
    action = add_action(incident, ActionFacts(text=f"Remove {SECRET}", owner=named), by=named)
    brought = begin_import(
        incident, [Upload("table.csv", [f"When,What\n2026-05-08 14:02,Saw {SECRET}\n".encode()])], window=Window(), by=named
    )
    team = Team.objects.create(name="Bystanders", slug="bystanders")
    parts: dict[str, object] = {
        "key": incident.key,
        "event_id": event.pk,
        "file_id": incident.event_files.get().pk,
        "name": shown.name,
        "form": "csv",
        "action_id": action.pk,
        "section_id": report.sections.get().pk,
        "factor_id": report.factors.get().pk,
        "report_id": report.pk,
        "import_id": brought.pk,
        "import_file_id": brought.files.get().pk,
        "person_id": strangers[Role.VIEWER].pk,
        "connection_id": make_connection("github", by=None).pk,
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
SENTENCES = (f"{SECRET} affair", f"Saw {SECRET}", f"Remove {SECRET}", f"{SECRET} happened", f"{SECRET}-service")


def url_of(name: str, parts: tuple[str, ...], world: World) -> str:
    return reverse(name, kwargs={part: world.parts.get(part, "1") for part in parts})


def test_every_address_has_a_name() -> None:
    assert len(ADDRESSES) > 30


@pytest.mark.parametrize("role", list(Role))
def test_no_address_says_anything_of_a_restricted_incident_to_those_it_does_not_name(role: Role, world: World) -> None:
    said = [one for name, parts in ADDRESSES for one in what_is_said(url_of(name, parts, world), world.strangers[role], name)]
    assert said == []


def what_is_said(url: str, stranger: Person, name: str) -> Iterator[str]:
    client = client_of(stranger)
    for query in ("", f"?q={SECRET}") if "/INC-" not in url else ("",):
        answer = client.get(url + query)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        page = body.decode(errors="replace")
        if answer.status_code >= 500:
            yield f"{url}{query} answered {answer.status_code}"
        yield from (f"{url}{query} says {sentence}" for sentence in SENTENCES if sentence in page)
    if is_of_one_incident(name, url):
        yield from (f"{url} answered {code} to GET" for code in [client.get(url).status_code] if code not in {404, 405})
        yield from (f"{url} answered {code} to POST" for code in [client.post(url).status_code] if code not in {404, 405})


def test_every_address_asks_a_stranger_to_sign_in(world: World) -> None:
    wrong = []
    for name, parts in ADDRESSES:
        url = url_of(name, parts, world)
        answer = Client().get(url)
        if answer.status_code == 405:
            answer = Client().post(url)
        asks = answer.status_code in {401, 404, 405} or (answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"])
        if not asks and name not in OPEN_TO_STRANGERS:
            wrong.append(f"{name} answered {answer.status_code}")
    assert wrong == []


def test_the_person_whom_a_restricted_incident_names_reaches_its_addresses(world: World) -> None:
    client = client_of(world.named)
    urls = [url for name, parts in ADDRESSES if is_of_one_incident(name, url := url_of(name, parts, world))]
    assert len(urls) > 8
    assert [url for url in urls if client.get(url).status_code not in {200, 302, 403, 405}] == []


def test_a_viewer_changes_nothing(world: World) -> None:
    viewer = world.strangers[Role.VIEWER]
    world.incident.restricted_to_people.add(viewer)
    client = client_of(viewer)
    before = Incident.objects.values().get(pk=world.incident.pk)
    for name, parts in ADDRESSES:
        url = url_of(name, parts, world)
        if is_of_one_incident(name, url):
            client.post(url, {"title": "changed", "text": "changed", "markdown": "changed"})
            assert Incident.objects.values().get(pk=world.incident.pk) == before, url


def client_of(one: Person) -> Client:
    """Return a client that is signed in, and also sends a token for the addresses of programs."""
    raw = create_token(one, name="all", scopes=list(Scope), by=one).secret
    client = Client(headers={"Authorization": f"Bearer {raw}"})
    client.force_login(one)
    return client


def is_of_one_incident(name: str, url: str) -> bool:
    return "/INC-" in url and not name.startswith("account_")
