"""Webhooks while the worker is killed: real processes, nothing lost, nothing twice."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from secondstory.timeline.tests.hooking import pushed
from tests import processes

EVENTS = 300
PATIENCE = 120.0


@pytest.fixture
def variables(tmp_path: Path, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """Variables for processes with data of their own on the engine that the tests run on."""
    if connections["default"].vendor != "postgresql":
        yield processes.environment(tmp_path)
        return
    name = f"second_story_killed_{os.getpid()}"
    url = os.environ["DATABASE_URL"]
    with django_db_blocker.unblock(), connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    before, _, after = url.partition("?")
    yield processes.environment(tmp_path, database_url=f"{before.rsplit('/', 1)[0]}/{name}{'?' if after else ''}{after}")
    with django_db_blocker.unblock(), connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def send(address: tuple[str, int], path: str, numbers: list[int]) -> list[int]:
    """Send pushes over one connection and return the statuses."""
    connection = http.client.HTTPConnection(*address, timeout=60)
    statuses = []
    for number in numbers:
        connection.request("POST", path, body=pushed(number), headers={"X-GitHub-Event": "push"})
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    return statuses


def counted(variables: dict[str, str]) -> dict[str, int]:
    """What the data hold, asked by a process of its own."""
    code = (
        "import django, json; django.setup(); from secondstory.timeline.models import Delivery, InboxItem; "
        "print(json.dumps({'waiting': Delivery.objects.filter(state='waiting').count(), 'items': InboxItem.objects.count(), "
        "'different': InboxItem.objects.values('external_id').distinct().count()}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**variables, "DJANGO_SETTINGS_MODULE": "secondstory.config.settings"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, int] = json.loads(said.stdout)
    return found


def test_every_event_is_in_the_inbox_once_though_the_worker_is_killed_and_each_is_sent_twice(
    variables: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    processes.run(variables, "migrate")
    url = json.loads(processes.run(variables, "connection", "add", "github", "--format", "json"))["hook_url"]
    path = url[url.index("/hooks/") :]
    worker = processes.start_worker(variables, log=log)
    try:
        with processes.web(variables, log=log) as address, ThreadPoolExecutor(4) as senders:
            half = EVENTS // 2
            first = [senders.submit(send, address, path, [n for n in range(half) if n % 4 == lane]) for lane in range(4)]
            statuses = [status for one in first for status in one.result()]
            processes.end(worker, signal.SIGKILL)
            again = [senders.submit(send, address, path, [n for n in range(EVENTS) if n % 4 == lane]) for lane in range(4)]
            worker = processes.start_worker(variables, log=log)
            statuses += [status for one in again for status in one.result()]
            statuses += send(address, path, list(range(half, EVENTS)))
            until = time.monotonic() + PATIENCE
            while counted(variables)["waiting"] and time.monotonic() < until:
                time.sleep(1)
            found = counted(variables)
    finally:
        processes.end(worker, signal.SIGKILL)
    assert statuses == [200] * (2 * EVENTS)
    assert found == {"waiting": 0, "items": EVENTS, "different": EVENTS}, log.read_text()[-2000:]
