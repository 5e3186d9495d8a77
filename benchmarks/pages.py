"""How long the pages take inside the server, and how many statements they need."""

import random
import time
from collections.abc import Sequence
from typing import Any

EACH = 100


def measure_pages() -> dict[str, dict[str, Any]]:
    """Return for each page the sorted milliseconds of requests for different records, and the most statements one of them took."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from secondstory.accounts.models import Person
    from secondstory.incidents.models import Incident

    call_command("collectstatic", interactive=False, verbosity=0)
    chosen = random.Random(7)
    keys = [
        Incident(pk=pk).key for pk in chosen.sample(list(Incident.objects.filter(is_restricted=False).values_list("pk", flat=True)), EACH)
    ]
    client = Client()
    client.force_login(Person.objects.order_by("pk")[60])
    measured = {}
    for name, addresses in {
        "home": ["/"] * EACH,
        "hub": [f"/incidents/{key}/" for key in keys],
        "report": [f"/incidents/{key}/report/" for key in keys],
        "newest reports": ["/library/"] * (EACH // 5),
        "incidents": ["/incidents/"] * (EACH // 5),
        "actions": ["/actions/"] * (EACH // 5),
    }.items():
        for address in addresses[-10:]:  # templates are compiled the first time they are used
            client.get(address, headers={"host": "localhost"})
        times: list[float] = []
        for address in addresses:
            started = time.perf_counter()
            answer = client.get(address, headers={"host": "localhost"})
            times.append((time.perf_counter() - started) * 1000)
            if answer.status_code not in {200, 404}:
                raise RuntimeError(f"{address} answered {answer.status_code}")
        with CaptureQueriesContext(connection) as captured:
            client.get(addresses[0], headers={"host": "localhost"})
        measured[name] = {"times": sorted(times), "statements": len(captured)}
    return measured


def statements_row(pages: Sequence[dict[str, Any]], name: str) -> list[str]:
    return [str(one[name]["statements"]) for one in pages]
