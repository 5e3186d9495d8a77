from datetime import time
from functools import partial
from pathlib import Path

import pytest
from django.test import Client

from secondstory.accounts.commands import (
    NotAllowed,
    Refused,
    change_person,
    change_profile,
    create_token,
    deactivate,
    people_named,
    reactivate,
)
from secondstory.accounts.commands.person import Profile, Standing
from secondstory.accounts.events import PersonRenamed
from secondstory.accounts.models import AuditRecord, Person, PersonAlias
from secondstory.accounts.queries import person_of_token
from secondstory.accounts.rules import Role, Scope
from secondstory.accounts.tests.conftest import PASSWORD, MakeAccount
from secondstory.accounts.tests.racing import race
from secondstory.kit.facts import listen

pytestmark = pytest.mark.django_db


def profile(person: Person, **changes: object) -> Profile:
    values: dict[str, object] = {
        "name": person.name,
        "time_zone": person.time_zone,
        "work_starts": person.work_starts,
        "work_ends": person.work_ends,
        "work_days": tuple(person.work_days),
        "manager": person.manager,
    }
    return Profile(**{**values, **changes})  # type: ignore[arg-type]


def standing(person: Person, **changes: object) -> Standing:
    return Standing(**{"role": Role(person.role), "is_leader": person.is_leader, "email": person.email, **changes})  # type: ignore[arg-type]


def test_people_change_their_own_profile(member: Person) -> None:
    change_profile(member, profile(member, time_zone="Asia/Tokyo", work_starts=time(8), work_days=(6, 7)), by=member)
    member.refresh_from_db()
    assert (member.time_zone, member.work_starts, member.work_days) == ("Asia/Tokyo", time(8), [6, 7])
    assert AuditRecord.objects.get().detail == {"changed": ["time_zone", "work_days", "work_starts"]}


def test_nobody_else_but_an_administrator_changes_a_profile(member: Person, viewer: Person, administrator: Person) -> None:
    with pytest.raises(NotAllowed):
        change_profile(member, profile(member, name="Hacked"), by=viewer)
    change_profile(member, profile(member, name="Mei Tanaka"), by=administrator)
    assert Person.objects.get(pk=member.pk).name == "Mei Tanaka"


def test_saving_without_a_change_writes_nothing_down(member: Person) -> None:
    change_profile(member, profile(member), by=member)
    assert not AuditRecord.objects.exists()


def test_a_former_name_stays_an_alias_and_the_change_is_announced(member: Person) -> None:
    heard: list[PersonRenamed] = []
    listen(PersonRenamed, heard.extend)
    change_profile(member, profile(member, name="Mei Tanaka"), by=member)
    assert heard == [PersonRenamed(member.pk)]
    assert people_named(["Mei Member"])["Mei Member"] == member
    assert people_named(["mei tanaka"])["mei tanaka"] == member


def test_a_former_name_that_somebody_else_bears_is_left_to_them(member: Person, make_account: MakeAccount) -> None:
    make_account("Mei Member", email="other@example.com")
    change_profile(member, profile(member, name="Mei Tanaka"), by=member)
    assert not PersonAlias.objects.exists()


def test_managers_do_not_run_in_a_circle(member: Person, viewer: Person, administrator: Person) -> None:
    change_profile(viewer, profile(viewer, manager=member), by=viewer)
    with pytest.raises(Refused, match="circle"):
        change_profile(member, profile(member, manager=viewer), by=member)
    with pytest.raises(Refused, match="circle"):
        change_profile(member, profile(member, manager=member), by=member)


def test_only_an_administrator_gives_roles(member: Person, administrator: Person) -> None:
    with pytest.raises(NotAllowed):
        change_person(member, standing(member, role=Role.ADMINISTRATOR), by=member)
    change_person(member, standing(member, role=Role.FACILITATOR, is_leader=True), by=administrator)
    member.refresh_from_db()
    assert (member.role, member.is_leader) == ("facilitator", True)
    assert AuditRecord.objects.get().detail["role"] == {"from": "member", "to": "facilitator"}


def test_the_last_administrator_keeps_the_role_and_the_account(administrator: Person, member: Person) -> None:
    with pytest.raises(Refused, match="last administrator"):
        change_person(administrator, standing(administrator, role=Role.MEMBER), by=administrator)
    with pytest.raises(Refused, match="last administrator"):
        deactivate(administrator, by=administrator)


def test_an_administrator_without_an_account_does_not_count(administrator: Person) -> None:
    Person.objects.create(name="Paper Admin", role=Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        deactivate(administrator, by=administrator)


def test_of_two_administrators_one_may_go(administrator: Person, make_account: MakeAccount) -> None:
    second = make_account("Bea Second", Role.ADMINISTRATOR)
    deactivate(administrator, by=second)
    with pytest.raises(Refused):
        deactivate(second, by=second)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_deactivate_each_other_at_the_same_moment_leave_one(make_account: MakeAccount, tmp_path: Path) -> None:
    both = [make_account(name, Role.ADMINISTRATOR) for name in ("Ada Admin", "Bea Second")]

    def end(person: Person) -> str:
        try:
            deactivate(person, by=None)
        except Refused:
            return "refused"
        return "deactivated"

    outcomes, active = race([partial(end, person) for person in both], count=Person.objects.filter(is_active=True).count, folder=tmp_path)
    assert sorted(outcomes) == ["deactivated", "refused"]
    assert active == 1


def test_a_former_address_no_longer_opens_the_account(administrator: Person, member: Person) -> None:
    Client().post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    change_person(member, standing(member, email="Tanaka@example.com"), by=administrator)
    assert Client().post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD}).status_code == 200
    assert Client().post("/accounts/login/", {"login": "tanaka@example.com", "password": PASSWORD}).status_code == 302


def test_an_address_belongs_to_one_person(administrator: Person, member: Person) -> None:
    with pytest.raises(Refused, match="somebody else"):
        change_person(member, standing(member, email="ada@example.com"), by=administrator)


def test_deactivating_ends_sessions_and_tokens_at_once(administrator: Person, member: Person) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    secret = create_token(member, name="script", scopes=["read"], by=member).secret
    deactivate(member, by=administrator)
    assert client.get("/account/").status_code == 302
    assert person_of_token(secret, Scope.READ) is None
    answer = Client().post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/inactive/"


def test_reactivating_gives_the_account_back_but_no_former_session_or_token(administrator: Person, member: Person) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    secret = create_token(member, name="script", scopes=["read"], by=member).secret
    deactivate(member, by=administrator)
    reactivate(member, by=administrator)
    assert client.get("/account/").status_code == 302
    assert person_of_token(secret, Scope.READ) is None
    assert Client().post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD}).status_code == 302


def test_a_deactivated_person_may_nothing(administrator: Person, member: Person) -> None:
    deactivate(member, by=administrator)
    assert not member.may("write")  # type: ignore[arg-type]
