from datetime import timedelta

import pytest
from django.test import override_settings
from tests.builders import person

from secondstory.accounts.commands import NotAllowed, Refused
from secondstory.accounts.models import AuditRecord
from secondstory.accounts.rules import Role
from secondstory.connections.commands import (
    Tally,
    change_connection,
    count,
    make_connection,
    remove_connection,
    renew_address,
    set_signing_secret,
    switch,
)
from secondstory.connections.models import Connection
from secondstory.connections.queries import NoSuchConnection, find_connection, hook_url, open_connections
from secondstory.kit.clock import now
from secondstory.kit.sealed import CannotUnseal

pytestmark = pytest.mark.django_db


def test_a_connection_gets_an_address_that_only_the_database_with_the_key_can_show() -> None:
    made = make_connection("github", by=None)
    url = hook_url(made, base_url="https://stories.example.com")
    secret = url.rsplit("/", 1)[1]
    assert url.startswith(f"https://stories.example.com/hooks/{made.pk}/")
    assert len(secret) > 40
    assert secret not in str(Connection.objects.values().get())
    with override_settings(SECRET_KEY="another key altogether, long enough"), pytest.raises(CannotUnseal):
        hook_url(made)


def test_a_source_is_known_by_its_name_and_by_its_title() -> None:
    assert [make_connection(name, by=None).source for name in ("pagerduty", "PagerDuty", "Slack", "slack_api")] == [
        "pagerduty",
        "pagerduty",
        "slack_api",
        "slack_api",
    ]
    with pytest.raises(Refused, match="No source is called carrier pigeon"):
        make_connection("carrier pigeon", by=None)


def test_a_signing_secret_is_refused_for_who_does_not_sign() -> None:
    with pytest.raises(Refused, match="does not sign"):
        make_connection("alertmanager", signing_secret="hush", by=None)


def test_signing_secrets_are_sealed_and_the_former_one_works_for_a_day() -> None:
    made = make_connection("github", signing_secret="first", by=None)
    set_signing_secret(made, "second", by=None)
    assert open_connections()[made.pk].signing_secrets == ("second", "first")
    assert "first" not in str(Connection.objects.values().get())
    Connection.objects.update(former_signing_until=now() - timedelta(seconds=1))
    assert open_connections()[made.pk].signing_secrets == ("second",)
    set_signing_secret(made, "", by=None)
    assert open_connections()[made.pk].signing_secrets == ()


def test_secrets_that_cannot_be_opened_let_nothing_in() -> None:
    made = make_connection("github", signing_secret="first", by=None)
    with override_settings(SECRET_KEY="another key altogether, long enough"):
        assert not open_connections()[made.pk].is_readable


def test_an_open_connection_does_not_print_its_secrets() -> None:
    made = make_connection("github", signing_secret="hush", by=None)
    assert "hush" not in repr(open_connections()[made.pk])


def test_a_new_address_ends_the_former_one() -> None:
    made = make_connection("github", by=None)
    before = hook_url(made), made.address_digest
    renew_address(made, by=None)
    assert hook_url(made) != before[0]
    assert open_connections()[made.pk].address_digest != before[1]


def test_a_removed_connection_leaves_a_row_without_secrets() -> None:
    made = make_connection("github", signing_secret="hush", by=None)
    remove_connection(made, by=None)
    with pytest.raises(NoSuchConnection):
        find_connection(made.pk)
    assert open_connections() == {}
    assert Connection.objects.values_list("address_digest", "address_sealed", "signing_sealed").get() == ("", "", "")


def test_changes_are_written_down_without_secrets() -> None:
    ada = person(role=Role.ADMINISTRATOR)
    made = make_connection("github", signing_secret="hush", by=ada)
    change_connection(made, title="  Shop  code ", raw_days=7, by=ada)
    switch(made, on=False, by=ada)
    renew_address(made, by=ada)
    set_signing_secret(made, "hush too", by=ada)
    remove_connection(made, by=ada)
    assert (made.title, made.raw_days) == ("Shop code", 7)
    records = list(AuditRecord.objects.filter(target=f"connection:{made.pk}"))
    assert len(records) == 6
    assert "hush" not in str([one.detail for one in records])


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER, Role.VIEWER])
def test_only_administrators_change_connections(role: Role) -> None:
    somebody, made = person(role=role), make_connection("github", by=None)
    with pytest.raises(NotAllowed):
        make_connection("github", by=somebody)
    with pytest.raises(NotAllowed):
        change_connection(made, title="Mine", raw_days=1, by=somebody)
    with pytest.raises(NotAllowed):
        switch(made, on=False, by=somebody)
    with pytest.raises(NotAllowed):
        renew_address(made, by=somebody)
    with pytest.raises(NotAllowed):
        set_signing_secret(made, "mine", by=somebody)
    with pytest.raises(NotAllowed):
        remove_connection(made, by=somebody)


def test_days_must_be_possible() -> None:
    with pytest.raises(Refused, match="between 1 and"):
        make_connection("github", raw_days=0, by=None)


def test_what_happened_is_added_up() -> None:
    made, moment = make_connection("github", by=None), now()
    count({made.pk: Tally(arrived=3, last_arrival_at=moment)})
    count({made.pk: Tally(arrived=2, last_arrival_at=moment, refused=1, last_refused_at=moment, last_refusal="Not signed.")})
    made.refresh_from_db()
    assert (made.arrived, made.refused, made.last_arrival_at, made.last_refusal) == (5, 1, moment, "Not signed.")
