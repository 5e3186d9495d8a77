"""Webhooks for a minute, each sent twice, with the worker killed in the middle: `python -m benchmarks.hooks`.

The web process, the worker, the database and the sender share the machine. Signed bodies of two vendors are made from a seed before it
starts. Half way, SIGKILL ends the worker with everything that it started, and three seconds later another is started. What counts is the
time until a request is answered, and that in the end every event is in the inbox once.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from tests import processes

from benchmarks.hooks_load import Outcome, send_all

SEED = 20260508
RATES = {"sqlite": 150, "postgresql": 300}
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SECRET = "made for this run"  # noqa: S105
SECONDS_DOWN = 3
SECONDS_TO_DRAIN = 120
FIGURES = (50, 95, 99, 99.9)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the receiver of webhooks.")
    parser.add_argument("--engine", choices=RATES, action="append", help="default: both")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, help="requests a second; default: 150 on SQLite, 300 on PostgreSQL")
    parser.add_argument("--keep-worker", action="store_true", help="do not kill the worker")
    options, _ = parser.parse_known_args()
    for engine in options.engine or list(RATES):
        measure(engine, seconds=options.seconds, rate=options.rate or RATES[engine], kills=not options.keep_worker)


def measure(engine: str, *, seconds: int, rate: int, kills: bool) -> None:
    from tests.postgresql import NoPostgreSQLError, postgresql

    try:
        with (
            tempfile.TemporaryDirectory(prefix="second-story-hooks-") as folder,
            postgresql() if engine == "postgresql" else nullcontext("") as url,
        ):
            data = Path(folder)
            variables = processes.environment(data, database_url=url)
            processes.run(variables, "migrate")
            _measure(data, variables, title=TITLES[engine], seconds=seconds, rate=rate, kills=kills)
    except NoPostgreSQLError as problem:
        sys.exit(str(problem))


def _measure(data: Path, variables: dict[str, str], *, title: str, seconds: int, rate: int, kills: bool) -> None:
    log = data / "log"
    paths = {source: _connection(variables, source) for source in ("github", "pagerduty")}
    count = seconds * rate // 2
    worker = processes.start_worker(variables, log=log)
    try:
        with processes.web(variables, log=log) as address:
            requests = twice(count, paths, host=f"{address[0]}:{address[1]}", apart=rate * 2)
            outcome, worker = asyncio.run(_run(address, requests, rate, variables, log, worker=worker, kills=kills))
            waited, stored = _drained(variables, expected=count)
    finally:
        processes.end(worker, signal.SIGKILL)
    _print(title, rate, seconds, outcome, waited=waited, stored=stored, expected=count)
    if written := log.read_text():
        print(f"  the log says: {written[-600:]}")


async def _run(
    address: tuple[str, int],
    requests: Sequence[bytes],
    rate: int,
    variables: dict[str, str],
    log: Path,
    *,
    worker: subprocess.Popen[bytes],
    kills: bool,
) -> tuple[Outcome, subprocess.Popen[bytes]]:
    sending = asyncio.create_task(send_all(address, requests, rate=rate))
    if kills:
        await asyncio.sleep(len(requests) / rate / 2)
        os.killpg(worker.pid, signal.SIGKILL)
        await asyncio.sleep(SECONDS_DOWN)
        worker.wait()
        worker = processes.start_worker(variables, log=log)
    return await sending, worker


def _connection(variables: dict[str, str], source: str) -> str:
    made = processes.run(variables, "connection", "add", source, "--signing-secret-file", "-", "--format", "json", given=SECRET)
    url: str = json.loads(made)["hook_url"]
    return url[url.index("/hooks/") :]


def twice(count: int, paths: dict[str, str], *, host: str, apart: int) -> list[bytes]:
    """Make so many requests, and each again about `apart` requests later."""
    chance = random.Random(SEED)
    made = [_request(number, chance, paths, host) for number in range(count)]
    order = sorted([(float(n * 2), n) for n in range(count)] + [(n * 2 + apart * chance.uniform(0.01, 2), n) for n in range(count)])
    return [made[number] for _, number in order]


def _request(number: int, chance: random.Random, paths: dict[str, str], host: str) -> bytes:
    filler = {f"field_{n}": f"{chance.getrandbits(160):040x}" for n in range(chance.randrange(10, 60))}
    at = f"2026-05-08T14:{number // 60 % 60:02}:{number % 60:02}Z"
    if number % 2:
        source, body = "pagerduty", _of_pagerduty(number, at, filler)
        signature = "X-PagerDuty-Signature: v1=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    else:
        source, body = "github", _of_github(number, at, filler)
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        signature = f"X-GitHub-Event: deployment_status\r\nX-Hub-Signature-256: sha256={digest}"
    length = f"Content-Length: {len(body)}"
    head = [f"POST {paths[source]} HTTP/1.1", f"Host: {host}", "Content-Type: application/json", signature, length, "", ""]
    return "\r\n".join(head).encode() + body


def _of_pagerduty(number: int, at: str, filler: dict[str, str]) -> bytes:
    service = {"id": f"P{number % 40}", "type": "service_reference", "summary": f"Service {number % 40}"}
    incident = {"id": f"Q{number}", "type": "incident", "number": number, "status": "triggered", "title": f"Errors rise {number}"}
    agent = {"id": "PA", "type": "user_reference", "summary": "A Person"}
    data = {**incident, "html_url": f"https://example.pagerduty.com/incidents/Q{number}", "service": service, "urgency": "high"}
    event = {"id": f"01{number:012}", "event_type": "incident.triggered", "resource_type": "incident", "occurred_at": at, "agent": agent}
    return json.dumps({"event": {**event, "client": None, "data": {**data, "body": filler}}}).encode()


def _of_github(number: int, at: str, filler: dict[str, str]) -> bytes:
    by = {"login": "somebody", "id": 7, "html_url": "https://github.com/somebody", "type": "User"}
    status = {"id": number, "state": "failure", "creator": by, "description": f"Pods are not ready {number}", "environment": "production"}
    repository = {
        "id": 5,
        "name": f"shop-{number % 40}",
        "full_name": f"example/shop-{number % 40}",
        "private": True,
        "owner": by,
        **filler,
    }
    body = {
        "action": "created",
        "deployment_status": {**status, "created_at": at, "updated_at": at, "log_url": f"https://ci.example.com/{number}"},
        "deployment": {
            "id": number,
            "sha": "a" * 40,
            "ref": f"v1.{number}",
            "task": "deploy",
            "environment": "production",
            "created_at": at,
        },
        "repository": repository,
        "sender": by,
    }
    return json.dumps(body).encode()


def _drained(variables: dict[str, str], *, expected: int) -> tuple[float, dict[str, int]]:
    """Wait until nothing waits to be read, and return for how long, and what is there."""
    asking = [sys.executable, "-m", "benchmarks.hooks_count", str(SECONDS_TO_DRAIN)]
    began = time.monotonic()
    found = subprocess.run(asking, env={**variables, "EXPECTED": str(expected)}, check=True, stdout=subprocess.PIPE, text=True).stdout
    return time.monotonic() - began, json.loads(found)


def _print(title: str, rate: int, seconds: int, outcome: Outcome, *, waited: float, stored: dict[str, int], expected: int) -> None:
    ordered = sorted(outcome.seconds)
    figures = "  ".join(f"p{one:g} {1000 * ordered[min(len(ordered) - 1, int(len(ordered) * one / 100))]:.0f} ms" for one in FIGURES)
    print(
        f"{title}: {rate} a second for {seconds} s, {len(ordered)} requests, each body twice; load of the machine {os.getloadavg()[0]:.1f}"
    )
    print(f"  answered in  {figures}  longest {1000 * ordered[-1]:.0f} ms   (sender late by {1000 * outcome.late:.0f} ms at most)")
    print(f"  answers: {', '.join(f'{status}: {count}' for status, count in sorted(outcome.statuses.items()))}")
    print(
        f"  {expected} different events sent; in the inbox {stored['items']}, of them different {stored['different']}; "
        f"requests kept {stored['deliveries']}, still waiting {stored['waiting']}, {waited:.0f} s after the last answer"
    )


if __name__ == "__main__":
    main()
