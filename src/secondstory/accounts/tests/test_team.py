import pytest
from django.test import Client

from secondstory.accounts.commands import NotAllowed, Refused, add_member, change_team, make_team, remove_member
from secondstory.accounts.events import TeamRenamed
from secondstory.accounts.models import AuditRecord, Person, Team
from secondstory.kit.facts import listen

pytestmark = pytest.mark.django_db


def test_teams_get_addresses_of_their_own(administrator: Person) -> None:
    slugs = [make_team(name, by=administrator).slug for name in ("Add", "Pay & Play", "Pay Play", "支付")]
    assert slugs == ["add-2", "pay-play", "pay-play-2", "team"]


def test_a_team_name_is_used_once_whatever_the_case(administrator: Person, team: Team) -> None:
    with pytest.raises(Refused, match="already"):
        make_team("payments", by=administrator)


def test_a_renamed_team_keeps_its_address_and_is_announced(administrator: Person, member: Person, team: Team) -> None:
    heard: list[TeamRenamed] = []
    listen(TeamRenamed, heard.extend)
    change_team(team, name="Checkout", lead=member, support_lead=None, by=administrator)
    team.refresh_from_db()
    assert (team.name, team.slug, team.lead) == ("Checkout", "payments", member)
    assert heard == [TeamRenamed(team.pk)]


def test_members_come_and_go_and_it_is_written_down(administrator: Person, member: Person, team: Team) -> None:
    add_member(team, member, by=administrator)
    add_member(team, member, by=administrator)
    remove_member(team, member, by=administrator)
    assert list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True)) == ["added member", "removed member"]


@pytest.mark.parametrize("change", [add_member, remove_member])
def test_nobody_joins_a_team_without_an_administrator(change: object, member: Person, team: Team) -> None:
    with pytest.raises(NotAllowed):
        change(team, member, by=member)  # type: ignore[operator]


def test_the_pages_make_a_team_and_fill_it(as_administrator: Client, member: Person) -> None:
    answer = as_administrator.post("/teams/add/", {"name": "Search", "lead": "Mei Member"})
    assert answer.headers["Location"] == "/teams/search/"
    as_administrator.post("/teams/search/", {"somebody": "Mei Member <mei@example.com>"})
    team = Team.objects.get()
    assert (team.lead, list(team.members.all())) == (member, [member])
    as_administrator.post(f"/teams/search/members/{member.pk}/remove/")
    assert not team.members.exists()
    as_administrator.post("/teams/search/edit/", {"name": "Search and find", "lead": ""})
    team.refresh_from_db()
    assert (team.name, team.lead) == ("Search and find", None)


def test_a_member_cannot_change_a_team_on_the_pages(as_member: Client, member: Person, team: Team) -> None:
    assert as_member.get("/teams/payments/").status_code == 200
    assert as_member.post("/teams/payments/", {"somebody": "mei@example.com"}).status_code == 403
    assert as_member.post("/teams/add/", {"name": "Mine"}).status_code == 403
    assert as_member.post("/teams/payments/edit/", {"name": "Mine"}).status_code == 403
    assert as_member.post(f"/teams/payments/members/{member.pk}/remove/").status_code == 403
