import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from secondstory.accounts.commands import NotAllowed, Refused, create_token, merge_people, people_named
from secondstory.accounts.events import PersonRenamed
from secondstory.accounts.models import ApiToken, AuditRecord, Claim, Person, PersonAlias, Team
from secondstory.accounts.rules import Role
from secondstory.accounts.tests.conftest import MakeAccount
from secondstory.kit.facts import listen

pytestmark = pytest.mark.django_db


@pytest.fixture
def rui() -> Person:
    return people_named(["R. Costa"])["R. Costa"]


def test_a_merged_name_becomes_an_alias_by_which_later_imports_find_the_person(administrator: Person, member: Person, rui: Person) -> None:
    merge_people(rui, into=member, by=administrator)
    assert people_named(["r. costa"])["r. costa"] == member
    assert not Person.objects.filter(pk=rui.pk).exists()


def test_aliases_of_the_merged_person_move_too(administrator: Person, member: Person, rui: Person) -> None:
    PersonAlias.objects.create(name_key="rc", person=rui)
    merge_people(rui, into=member, by=administrator)
    assert people_named(["RC"])["RC"] == member


def test_what_points_at_the_merged_person_points_at_the_other(administrator: Person, member: Person, rui: Person, team: Team) -> None:
    team.members.add(rui)
    team.lead = rui
    team.save()
    AuditRecord.objects.create(actor=rui, verb="was here", target="x:1")
    junior = Person.objects.create(name="Junior", manager=rui)
    merge_people(rui, into=member, by=administrator)
    team.refresh_from_db()
    junior.refresh_from_db()
    assert team.lead == member
    assert list(team.members.all()) == [member]
    assert junior.manager == member
    assert AuditRecord.objects.get(verb="was here").actor == member


def test_two_who_were_in_the_same_team_are_in_it_once(administrator: Person, member: Person, rui: Person, team: Team) -> None:
    team.members.add(rui, member)
    merge_people(rui, into=member, by=administrator)
    assert list(team.members.all()) == [member]
    [dropped] = AuditRecord.objects.get(verb="merged").detail["dropped"]
    assert dropped["row"] == "accounts.team_members"


def test_nobody_becomes_their_own_manager(administrator: Person, member: Person, rui: Person) -> None:
    Person.objects.filter(pk=member.pk).update(manager=rui)
    merge_people(rui, into=member, by=administrator)
    member.refresh_from_db()
    assert member.manager is None


def test_claims_between_the_two_are_settled(administrator: Person, member: Person, rui: Person) -> None:
    Claim.objects.create(claimant=member, person=rui)
    merge_people(rui, into=member, by=administrator)
    assert not Claim.objects.exists()


def test_credentials_of_the_merged_account_end_instead_of_moving(administrator: Person, member: Person, make_account: MakeAccount) -> None:
    double = make_account("Double")
    create_token(double, name="script", scopes=["read"], by=double)
    EmailAddress.objects.create(user=double, email="double@example.com")
    merge_people(double, into=administrator, by=administrator)
    assert not ApiToken.objects.exists()
    assert not EmailAddress.objects.exists()
    assert Client().post("/accounts/login/", {"login": "double@example.com", "password": "x"}).status_code == 200


def test_the_merge_is_announced_with_the_person_who_stays(administrator: Person, member: Person, rui: Person) -> None:
    heard: list[PersonRenamed] = []
    listen(PersonRenamed, heard.extend)
    merge_people(rui, into=member, by=administrator)
    assert heard == [PersonRenamed(member.pk)]


def test_an_account_is_not_merged_into_a_mere_name(administrator: Person, member: Person, rui: Person) -> None:
    with pytest.raises(Refused, match="other way round"):
        merge_people(member, into=rui, by=administrator)


def test_the_last_administrator_is_not_merged_away(administrator: Person, member: Person) -> None:
    with pytest.raises(Refused, match="last administrator"):
        merge_people(administrator, into=member, by=None)


def test_only_administrators_merge(member: Person, rui: Person) -> None:
    with pytest.raises(NotAllowed):
        merge_people(rui, into=member, by=member)


def test_a_refused_merge_changes_nothing(administrator: Person, member: Person, rui: Person, team: Team) -> None:
    team.members.add(member)
    with pytest.raises(Refused):
        merge_people(member, into=rui, by=administrator)
    assert list(team.members.all()) == [member]
    assert Person.objects.filter(pk=member.pk, role=Role.MEMBER).exists()


def test_the_page_merges_into_the_person_typed(as_administrator: Client, member: Person, rui: Person) -> None:
    answer = as_administrator.post(f"/people/{rui.pk}/merge/", {"into": "mei@example.com"})
    assert answer.headers["Location"] == f"/people/{member.pk}/"
    assert people_named(["R. Costa"])["R. Costa"] == member


def test_the_page_says_whom_it_does_not_know(as_administrator: Client, rui: Person) -> None:
    answer = as_administrator.post(f"/people/{rui.pk}/merge/", {"into": "Nobody At All"})
    assert answer.status_code == 422
    assert "Nobody is called “Nobody At All”" in answer.content.decode()
    assert 'value="Nobody At All"' in answer.content.decode()


def test_the_page_asks_which_of_several_is_meant(as_administrator: Client, make_account: MakeAccount, rui: Person) -> None:
    make_account("Ana Lima")
    make_account("Ana Lima", email="second@example.com")
    page = as_administrator.post(f"/people/{rui.pk}/merge/", {"into": "Ana Lima"}).content.decode()
    assert "ana@example.com" in page
    assert "second@example.com" in page
