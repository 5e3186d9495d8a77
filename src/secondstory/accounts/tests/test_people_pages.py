import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.models import AuditRecord, Invitation, Person, Team
from secondstory.accounts.tests.conftest import MakeAccount
from secondstory.kit.clock import now

pytestmark = pytest.mark.django_db


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def make_rows(count: int, *, start: int = 0) -> None:
    people = [Person(name=f"Person {number}", email=f"p{number}@example.com", password="x") for number in range(start, start + count)]
    named = [Person(name=f"Named {number}") for number in range(start, start + count)]
    Person.objects.bulk_create([*people, *named])
    teams = Team.objects.bulk_create(
        Team(name=f"Team {number}", slug=f"team-{number}", lead=people[0], support_lead=people[0]) for number in range(start, start + count)
    )
    first = Team.objects.order_by("pk")[0]
    first.members.add(*people)
    for team in teams:
        team.members.add(people[0])
    Invitation.objects.bulk_create(
        Invitation(email=f"i{number}@example.com", token_digest=f"{number:064}", expires_at=now(), team=teams[0], invited_by=people[0])
        for number in range(start, start + count)
    )
    AuditRecord.objects.bulk_create(AuditRecord(verb="did", target="team:1", actor=person) for person in people)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/people/", 6),
        ("/people/?show=named", 6),
        ("/people/?q=person", 6),
        ("/people/invitations/", 4),
        ("/teams/", 4),
        ("/teams/team-0/", 5),
        ("/audit/", 3),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(address: str, most: int, as_administrator: Client) -> None:
    make_rows(1)
    one = statements(as_administrator, address)
    make_rows(49, start=1)
    assert statements(as_administrator, address) == one
    assert one <= most


def test_the_list_pages_and_searches(as_member: Client) -> None:
    make_rows(60)
    page = as_member.get("/people/?q=person").content.decode()
    assert "1 to 50 of 60" in page
    assert "?q=person&amp;page=2" in page
    assert "51 to 60 of 60" in as_member.get("/people/?q=person&page=2").content.decode()
    assert "Person 7" in as_member.get("/people/?q=7+pers").content.decode()
    assert "Nobody found" in as_member.get("/people/?q=zzz").content.decode()


@pytest.mark.parametrize("address", ["/people/?page=0", "/people/?page=x", "/people/?page=999", "/people/?show=x", "/people/?q=%00"])
def test_a_mangled_address_still_gives_a_page(address: str, as_member: Client) -> None:
    assert as_member.get(address).status_code == 200


def test_people_with_named_and_deactivated_ones_stand_apart(as_member: Client, make_account: MakeAccount) -> None:
    Person.objects.create(name="Rui Named")
    make_account("Gone Away", is_active=False)
    accounts, named, gone = (as_member.get(f"/people/?show={show}").content.decode() for show in ("accounts", "named", "deactivated"))
    assert "Rui Named" in named
    assert "Rui Named" not in accounts
    assert "Gone Away" in gone
    assert "Gone Away" not in accounts


def test_suggestions_start_with_what_was_typed_and_tell_namesakes_apart(as_member: Client, make_account: MakeAccount) -> None:
    ana = make_account("Ana Lima")
    other = Person.objects.create(name="Rui Lima")
    make_account("Lima Gone", email="gone@example.com", is_active=False)
    rows = as_member.get("/people/search/?q=lim").json()
    assert rows == [
        {"id": ana.pk, "value": "Ana Lima <ana@example.com>", "label": "Ana Lima", "note": "ana@example.com"},
        {"id": other.pk, "value": f"Rui Lima (#{other.pk})", "label": "Rui Lima", "note": "no account"},
    ]
    assert as_member.get("/people/search/?q=lim&value=name").json()[0]["value"] == "Ana Lima"
    assert as_member.get("/people/search/?q=").json() == []


def test_a_member_sees_people_but_not_what_administrators_do(as_member: Client, viewer: Person) -> None:
    page = as_member.get(f"/people/{viewer.pk}/").content.decode()
    assert "Vic Viewer" in page
    assert "For administrators" not in page
    for address in ("edit/", "merge/"):
        assert as_member.get(f"/people/{viewer.pk}/{address}").status_code == 403
    for address in ("deactivate/", "reactivate/"):
        assert as_member.post(f"/people/{viewer.pk}/{address}").status_code == 403


def test_an_administrator_edits_deactivates_and_reactivates(as_administrator: Client, member: Person) -> None:
    form = {
        "name": "Mei Tanaka", "email": "mei@example.com", "role": "facilitator", "is_leader": "on", "time_zone": "Asia/Tokyo",
        "work_days": ["1", "2"], "work_starts": "08:00", "work_ends": "16:00", "manager": "ada@example.com",
    }  # fmt: skip
    assert as_administrator.post(f"/people/{member.pk}/edit/", form).headers["Location"] == f"/people/{member.pk}/"
    member.refresh_from_db()
    assert (member.name, member.role, member.is_leader, member.work_days) == ("Mei Tanaka", "facilitator", True, [1, 2])
    assert member.manager
    as_administrator.post(f"/people/{member.pk}/deactivate/")
    assert "Reactivate" in as_administrator.get(f"/people/{member.pk}/").content.decode()
    as_administrator.post(f"/people/{member.pk}/reactivate/")
    member.refresh_from_db()
    assert member.is_active


def test_a_refused_edit_changes_nothing_and_keeps_what_was_typed(as_administrator: Client, administrator: Person) -> None:
    form = {
        "name": "Ada Renamed", "email": "ada@example.com", "role": "viewer", "time_zone": "UTC",
        "work_starts": "08:00", "work_ends": "16:00",
    }  # fmt: skip
    answer = as_administrator.post(f"/people/{administrator.pk}/edit/", form)
    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
    assert 'value="Ada Renamed"' in answer.content.decode()
    administrator.refresh_from_db()
    assert (administrator.name, administrator.role) == ("Ada Admin", "administrator")


def test_people_edit_their_own_profile_and_nothing_above_it(as_member: Client, member: Person) -> None:
    form = {"name": "Mei T", "time_zone": "UTC", "work_starts": "22:00", "work_ends": "06:00", "role": "administrator", "is_leader": "on"}
    assert as_member.post("/account/", form).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.role, member.is_leader) == ("Mei T", "member", False)


def test_a_zone_that_was_stored_under_an_old_name_can_be_saved_again(as_member: Client, member: Person) -> None:
    Person.objects.filter(pk=member.pk).update(time_zone="US/Pacific")
    form = {"name": "Mei Member", "time_zone": "US/Pacific", "work_starts": "09:00", "work_ends": "17:00"}
    assert as_member.post("/account/", form).status_code == 302


def test_a_page_of_nobody_is_not_found(as_member: Client) -> None:
    assert as_member.get("/people/999999/").status_code == 404


def test_a_name_with_markup_is_shown_as_it_is(as_member: Client) -> None:
    shown = Person.objects.create(name="<script>alert(1)</script>")
    assert "<script>alert" not in as_member.get(f"/people/{shown.pk}/").content.decode()
    assert "<script>alert" not in as_member.get("/people/?show=named").content.decode()


def test_somebody_named_in_records_is_edited_without_address_and_role(as_administrator: Client) -> None:
    rui = Person.objects.create(name="R. Costa")
    assert 'name="role"' not in as_administrator.get(f"/people/{rui.pk}/edit/").content.decode()
    form = {"name": "Rui Costa", "is_leader": "on", "time_zone": "UTC", "work_starts": "09:00", "work_ends": "17:00"}
    assert as_administrator.post(f"/people/{rui.pk}/edit/", form).status_code == 302
    rui.refresh_from_db()
    assert (rui.name, rui.is_leader, rui.email, rui.role) == ("Rui Costa", True, None, "member")
