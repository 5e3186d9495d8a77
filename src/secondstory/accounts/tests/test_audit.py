from datetime import timedelta

import pytest
from django.test import Client

from secondstory.accounts.commands import record
from secondstory.accounts.models import AuditRecord, Person, Team
from secondstory.accounts.ports import show_in_audit
from secondstory.accounts.queries import audit_records
from secondstory.kit.clock import now

pytestmark = pytest.mark.django_db


def test_an_administrator_reads_who_changed_what(as_administrator: Client, administrator: Person, team: Team) -> None:
    record("renamed", team, by=administrator, name="Checkout")
    page = as_administrator.get("/audit/").content.decode()
    assert "Ada Admin" in page
    assert "Renamed" in page
    assert "Checkout" in page


def test_what_changed_is_said_from_what_to_what(as_administrator: Client, administrator: Person, team: Team) -> None:
    record(
        "changed team", team, by=administrator, is_open={"from": False, "to": True}, lead={"from": None, "to": 3}, changed=["name", "lead"]
    )
    page = as_administrator.get("/audit/").content.decode()
    for words in ("no → yes", "nothing → 3", "name; lead"):
        assert words in page


def test_rows_dropped_by_a_merge_are_not_shown(as_administrator: Client, administrator: Person) -> None:
    record("merged", administrator, by=administrator, name="R. Costa", dropped=[{"row": "incidents.involvement", "incident": "42"}])
    page = as_administrator.get("/audit/").content.decode()
    assert "R. Costa" in page
    assert "involvement" not in page


def test_nobody_else_reads_it(as_member: Client) -> None:
    assert as_member.get("/audit/").status_code == 403


def test_what_is_hidden_from_the_reader_is_hidden_here_too(administrator: Person) -> None:
    seen, hidden = (Team.objects.create(name=name, slug=name) for name in ("seen", "hidden"))
    for number in (seen.pk, hidden.pk):
        AuditRecord.objects.create(verb="touched", target=f"secretkind:{number}")
    assert not audit_records(administrator).filter(verb="touched").exists()
    show_in_audit("secretkind", hidden_from=lambda reader: Team.objects.filter(name="hidden"))
    assert [each.target for each in audit_records(administrator).filter(verb="touched")] == [f"secretkind:{seen.pk}"]


def test_pages_continue_where_the_one_before_ended(as_administrator: Client, team: Team) -> None:
    moment = now()
    AuditRecord.objects.bulk_create(
        AuditRecord(verb=f"change {number}", target=f"team:{team.pk}", at=moment - timedelta(seconds=number // 10)) for number in range(120)
    )
    seen: list[str] = []
    address = "/audit/"
    while address:
        answer = as_administrator.get(address)
        seen += [each.verb for each, _ in answer.context["entries"] if each.verb.startswith("change")]
        address = answer.context["older_url"] and f"/audit/{answer.context['older_url']}"
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("before", ["x", "2026-01-01", "2026-01-01T00:00:00~1", "~", "9999~9", "2026-01-01T00:00:00+00:00~x"])
def test_a_mangled_address_shows_the_newest(before: str, as_administrator: Client) -> None:
    assert as_administrator.get("/audit/", {"before": before}).status_code == 200
