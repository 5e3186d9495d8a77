"""How long the pages take inside the server, and how many statements they need."""

import random
import time
from typing import Any

EACH = 300
LISTS = 20  # requests for pages that are the same for everybody


def measure_pages() -> dict[str, dict[str, Any]]:
    """Return for each page the sorted milliseconds of requests for different records, and the statements that one takes.

    The process is made ready as the server makes its own, and each page is asked for once before: it opens the files and the connection.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from secondstory.accounts.models import Person
    from secondstory.config.warming import warm
    from secondstory.incidents.models import Incident

    call_command("collectstatic", interactive=False, verbosity=0)
    everything = list(Incident.objects.filter(is_restricted=False).order_by("pk").values_list("pk", flat=True))
    first, *keys = [Incident(pk=pk).key for pk in random.Random(7).sample(everything, min(EACH + 1, len(everything)))]
    del everything
    client = Client()
    client.force_login(Person.objects.filter(restricted_incidents__isnull=False).order_by("pk")[0])
    warm()

    def taken(address: str) -> float:
        started = time.perf_counter()
        answer = client.get(address, headers={"host": "localhost"})
        milliseconds = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return milliseconds

    measured = {}
    for name, before, addresses in (
        ("home", "/", ["/"] * (EACH // 3)),
        ("hub", f"/incidents/{first}/", [f"/incidents/{key}/" for key in keys]),
        ("report", f"/incidents/{first}/report/", [f"/incidents/{key}/report/" for key in keys]),
        ("newest reports", "/library/", ["/library/"] * LISTS),
        ("incidents", "/incidents/", ["/incidents/"] * LISTS),
        ("actions", "/actions/", ["/actions/"] * LISTS),
    ):
        with CaptureQueriesContext(connection) as captured:
            taken(before)
        measured[name] = {"statements": len(captured), "times": sorted(taken(address) for address in addresses)}
    return measured
