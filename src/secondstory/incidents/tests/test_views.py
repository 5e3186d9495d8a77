import pytest
from django.forms import BoundField
from django.test import Client
from tests.builders import DAY, at, incident, person, signed_in, statements, written_incident

from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Role
from secondstory.incidents.commands import components_named, restrict
from secondstory.incidents.models import Component, Incident, SeverityLevel

pytestmark = pytest.mark.django_db

TYPED = {
    "do": "save",
    "title": "Orders were shown twice",
    "kind": "technical",
    "status": "resolved",
    "occurred_on": "2026-05-08",
    "time_zone": "Europe/Berlin",
    "impact_started_at": "14:04",
    "resolved_at": "2026-05-09 00:10",
    "impact-TOTAL_FORMS": "2",
    "impact-INITIAL_FORMS": "0",
    "impact-0-value": "6,210",
    "impact-0-unit": "orders",
    "impact-0-name": "shown twice",
    "people-TOTAL_FORMS": "2",
    "people-INITIAL_FORMS": "0",
    "people-0-name": "Grace Otieno",
    "people-0-role": "commander",
    "people-1-name": "",
    "people-1-role": "responder",
    "people-1-directly_involved": "on",
}


@pytest.fixture
def client() -> Client:
    return signed_in(person())


def _shown(bound: BoundField) -> object:
    value = bound.value()
    return "" if value is None or value is False else value


def content(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_incident_is_recorded_from_a_plain_form(client: Client) -> None:
    answer = client.post("/incidents/new/", {**TYPED, "components": ["checkout", "", "new-thing"]})
    one = Incident.objects.get()
    assert answer.headers["Location"] == f"/incidents/{one.key}/"
    assert one.impact_started_at == at(12, 4)
    assert one.resolved_at == at(22, 10)
    assert sorted(one.components.values_list("name", flat=True)) == ["checkout", "new-thing"]
    assert [str(measure) for measure in one.impact_measures.all()] == ["6,210 orders shown twice"]
    involved = one.involvements.get()
    assert (involved.person.name, involved.role, involved.directly_involved) == ("Grace Otieno", "commander", False)


def test_what_is_wrong_stands_at_the_field_and_nothing_typed_is_lost(client: Client) -> None:
    answer = client.post("/incidents/new/", {**TYPED, "resolved_at": "13:00", "detected_at": "soon", "teams": ["Nobody knows"]})
    page = content(answer)
    assert answer.status_code == 200
    assert "This is before “Impact started”" in page
    assert "“soon” is not a time we can read" in page
    assert "There is no team called “Nobody knows”" in page
    assert "Grace Otieno" in page
    assert "6,210" in page
    assert not Incident.objects.exists()


def test_a_row_is_added_without_judging_or_saving(client: Client) -> None:
    page = content(client.post("/incidents/new/", {**TYPED, "do": "add:people", "title": ""}))
    assert 'name="people-2-name"' in page
    assert "Grace Otieno" in page
    assert "This field is required" not in page
    assert not Incident.objects.exists()


def test_an_unchanged_form_saves_what_was_there(client: Client) -> None:
    one = written_incident(rows=2)
    form = client.get(f"/incidents/{one.key}/edit/").context["forms"]
    typed = {bound.html_name: _shown(bound) for bound in form.facts}
    for rows in (form.impact, form.people):
        typed |= {bound.html_name: _shown(bound) for bound in rows.management_form}
        typed |= {bound.html_name: _shown(bound) for row in rows for bound in row}
    before = Incident.objects.values().get()
    client.post(f"/incidents/{one.key}/edit/", {**typed, "do": "save"})
    after = Incident.objects.values().get()
    assert {name for name, _ in set(after.items()) ^ set(before.items())} == {"revision", "updated_at"}
    assert one.involvements.count() == one.impact_measures.count() == one.teams.count() == one.components.count() == 2


def test_a_change_made_meanwhile_is_not_written_over(client: Client) -> None:
    one = incident()
    typed = {**TYPED, "revision": str(one.revision)}
    Incident.objects.update(title="Theirs", revision=one.revision + 1)
    page = content(client.post(f"/incidents/{one.key}/edit/", typed))
    assert "Somebody changed this record while you were writing" in page
    assert Incident.objects.get().title == "Theirs"
    typed["revision"] = str(one.revision + 1)
    client.post(f"/incidents/{one.key}/edit/", typed)
    assert Incident.objects.get().title == TYPED["title"]


@pytest.mark.parametrize(
    "address",
    ["/incidents/new/", "/incidents/{key}/edit/", "/incidents/{key}/access/", "/components/{slug}/edit/", "/severity/", "/measures/"],
)
def test_a_viewer_reads_and_does_not_write(address: str) -> None:
    one = incident(components=tuple(components_named(["checkout"]).values()))
    client = signed_in(person("Vera Lund", Role.VIEWER))
    url = address.format(key=one.key, slug="checkout")
    assert client.get(url).status_code == 403
    assert client.post(url, TYPED).status_code == 403
    assert "Record an incident" not in content(client.get("/incidents/"))


def test_the_list_says_how_many_there_are(client: Client) -> None:
    incident("One")
    incident("Two", status="open")
    restrict(incident("Hidden"), by=None)
    page = content(client.get("/incidents/"))
    assert "2 incidents" in page
    assert "Hidden" not in page
    assert content(client.get("/incidents/?status=open")).count("data-result>") == 1


def test_a_list_without_incidents_offers_the_first_step(client: Client) -> None:
    assert "No incident is recorded yet" in content(client.get("/incidents/"))
    incident()
    assert "No incident fits" in content(client.get("/incidents/?words=zebra"))


def test_an_address_with_an_unknown_filter_says_so(client: Client) -> None:
    incident()
    page = content(client.get("/incidents/?kind=unheard-of"))
    assert "The address asks for something that does not exist" in page


def test_a_near_miss_begins_with_its_level(client: Client) -> None:
    chosen = client.get("/incidents/new/?near_miss=1").context["forms"].facts["severity"].value()
    assert SeverityLevel.objects.get(pk=chosen).is_near_miss


def test_an_incident_is_restricted_and_opened_again(client: Client) -> None:
    one, grace = incident(), person("Grace Otieno")
    ada = Person.objects.get(name="Ada Keller")
    url = f"/incidents/{one.key}/access/"
    client.post(url, {"who": "named", "people": ["Grace Otieno", ""]})
    one.refresh_from_db()
    assert one.is_restricted
    assert set(one.restricted_to_people.all()) == {ada, grace}
    assert "Only the people and teams named may see this" in content(client.get(f"/incidents/{one.key}/"))
    client.post(url, {"who": "everybody"})
    one.refresh_from_db()
    assert not one.is_restricted


def test_access_names_only_people_with_an_account(client: Client) -> None:
    one = incident()
    Person.objects.create(name="Witness")
    page = content(client.post(f"/incidents/{one.key}/access/", {"who": "named", "people": ["Witness"]}))
    assert "Nobody called “Witness” has an account" in page


def test_a_component_is_edited(client: Client) -> None:
    incident(components=tuple(components_named(["checkout"]).values()))
    team = Team.objects.create(name="Payments", slug="payments")
    client.post("/components/checkout/edit/", {"name": "Checkout", "owning_team": team.pk, "neighbours": ["orders"]})
    page = content(client.get("/components/checkout/"))
    assert "Payments" in page
    assert "orders" in page
    assert "One incident" in page


def test_the_name_of_another_component_is_taken(client: Client) -> None:
    components_named(["checkout", "orders"])
    assert "Another component has this name" in content(client.post("/components/checkout/edit/", {"name": "Orders"}))


def test_levels_are_renamed_moved_added_and_kept_while_used() -> None:
    client = signed_in(person("Ada Admin", Role.ADMINISTRATOR))
    used = incident().severity
    first, second = SeverityLevel.objects.order_by("rank")[:2]
    assert used == first
    rows = {"levels-TOTAL_FORMS": "3", "levels-INITIAL_FORMS": "0", "do": "save"}
    rows |= {
        "levels-0-existing": str(second.pk),
        "levels-0-name": first.name,
        "levels-1-existing": str(first.pk),
        "levels-1-name": second.name,
    }
    rows |= {"levels-2-name": "Hardly noticed", "levels-2-existing": ""}
    client.post("/severity/", rows)
    assert list(SeverityLevel.objects.values_list("rank", "name")) == [(1, first.name), (2, second.name), (3, "Hardly noticed")]
    page = content(client.post("/severity/", {**rows, "levels-1-name": "", "levels-1-existing": ""}))
    assert "Incidents carry the level" in page
    assert SeverityLevel.objects.count() == 3


@pytest.mark.parametrize("what", ["components", "teams", "people", "zones"])
def test_suggestions_answer_what_was_typed(client: Client, what: str) -> None:
    written_incident(rows=2)
    typed, value = {
        "components": ("ent-1", "component-1"),
        "teams": ("eam 1", "Team 1"),
        "people": ("ness 1", "Witness 1"),
        "zones": ("berl", "Europe/Berlin"),
    }[what]
    assert client.get(f"/incidents/suggest/{what}/", {"q": typed}).json() == [{"value": value, "label": value}]


ADDRESSES = (
    "/incidents/",
    "/incidents/new/",
    "/incidents/{key}/edit/",
    "/incidents/{key}/access/",
    "/components/",
    "/components/component-0/",
)


def test_no_page_needs_more_than_twelve_statements_however_much_there_is(client: Client) -> None:
    one = written_incident(rows=1)
    few = [statements(client, address.format(key=one.key)) for address in ADDRESSES]
    one = written_incident(rows=50)
    for n in range(48):
        incident(f"Incident {n}", components=(Component.objects.get(slug="component-0"),), occurred_on=DAY)
    many = [statements(client, address.format(key=one.key)) for address in ADDRESSES]
    assert many == few == [8, 6, 12, 8, 4, 6]
