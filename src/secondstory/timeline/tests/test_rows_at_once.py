from datetime import UTC, datetime, timedelta, timezone

import pytest

from secondstory.incidents.models import Incident
from secondstory.kit.rows_at_once import BATCH, insert_rows
from secondstory.timeline.models import Evidence

pytestmark = pytest.mark.django_db


def test_many_rows_are_inserted_each_once_and_in_order() -> None:
    incident = Incident.objects.create(title="Queue full")
    number = BATCH + 77
    columns = ("external_id", "at", "text")
    rest = ("kind", "words", "actor", "actor_email", "actor_handle", "component", "vendor_type", "link", "file", "set_aside")
    at = datetime(2026, 5, 8, 14, 2, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
    rows = ((f"m{n}", at + timedelta(seconds=n), f"100% of {n}") for n in range(number))
    insert_rows(Evidence, columns, rows, same={"incident": incident.pk, "source": "chat", "arrived_at": at} | dict.fromkeys(rest, ""))
    stored = list(Evidence.objects.order_by("id").values_list(*columns, "source", "arrived_at", "event"))
    assert stored == [(f"m{n}", at + timedelta(seconds=n), f"100% of {n}", "chat", at, None) for n in range(number)]
    assert stored[0][1] == datetime(2026, 5, 8, 12, 2, 0, 250_000, tzinfo=UTC)


def test_no_rows_are_no_statement() -> None:
    insert_rows(Evidence, ("text",), [], same={"source": "chat"})
    assert not Evidence.objects.exists()
