"""`python -m benchmarks.live`: how long a change takes to reach the pages of one room, with real sockets at a real server."""

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.typing import Origin

ROOT = Path(__file__).resolve().parent.parent
A_PERSON = 20  # sockets
WARM = 1  # seconds at the beginning that do not count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append", help="default: both")
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--a-second", type=int, default=20, help="notices")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--say", nargs=2, metavar=("A_SECOND", "SECONDS"), type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.say:
        say(*options.say)
        return
    for engine in options.engine or ["sqlite", "postgresql"]:
        with _server(engine) as (url, environment):
            sessions = _python(environment, f"from benchmarks.live import sign_in; sign_in({-(-options.sockets // A_PERSON)})").split()
            delays = asyncio.run(listen(url, sessions, options.sockets, environment, (options.a_second, options.seconds)))
        print(f"{engine}: {_said(delays, options)}", flush=True)


def _said(delays: Sequence[float], options: argparse.Namespace) -> str:
    cuts = statistics.quantiles(delays, n=100)
    return (
        f"{options.sockets} sockets, {options.a_second} notices a second, {len(delays)} arrivals: "
        f"p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, longest {max(delays) * 1000:.0f} ms"
    )


async def listen(url: str, sessions: Sequence[str], sockets: int, environment: dict[str, str], pace: tuple[int, int]) -> list[float]:
    """Enter one room with so many sockets, let another process tell changes, and return how long each arrival took, in seconds."""
    a_second, seconds = pace
    delays: list[float] = []
    inside = asyncio.Semaphore(0)

    async def page(session: str) -> None:
        cookie = {"Cookie": f"sessionid={session}"}
        async with connect(f"{url.replace('http', 'ws')}/live/", origin=Origin(url), additional_headers=cookie) as line:
            await line.send('{"do": "enter", "room": "timeline:1"}')
            async for text in line:
                arrived = time.monotonic()
                for message in json.loads(text):
                    if message["is"] == "entered":
                        inside.release()
                    elif message["is"] == "notice" and message["payload"]["event"] >= a_second * WARM:
                        delays.append(arrived - message["payload"]["at"])

    pages = [asyncio.create_task(page(sessions[number // A_PERSON])) for number in range(sockets)]
    for _ in pages:
        await inside.acquire()
    teller = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.live", "--say", str(a_second), str(seconds), env=environment, cwd=ROOT
    )
    await teller.wait()
    await asyncio.sleep(2)
    for one in pages:
        one.cancel()
    await asyncio.gather(*pages, return_exceptions=True)
    return delays


def say(a_second: int, seconds: int) -> None:
    """Tell changes at an even pace, each in a transaction of its own, as a command does."""
    import django

    django.setup()
    from secondstory.kit.live.notices import notify

    begin = time.monotonic()
    for number in range(a_second * seconds):
        time.sleep(max(0.0, begin + number / a_second - time.monotonic()))
        notify("timeline:1", "changed", {"at": time.monotonic(), "event": number})


def sign_in(people: int) -> None:
    """Make an incident, and people who are signed in; print the keys of their sessions."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from tests import builders

    builders.incident()
    for number in range(people):
        one, session = builders.person(f"Person {number}"), SessionStore()
        session["_auth_user_id"] = str(one.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = one.get_session_auth_hash()
        session.create()
        print(session.session_key)


@contextmanager
def _server(engine: str) -> Iterator[tuple[str, dict[str, str]]]:
    from tests.postgresql import postgresql

    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_"))}
    environment |= {"SECONDSTORY_SECRET_KEY": "only-here-" + "x" * 32, "DJANGO_SETTINGS_MODULE": "secondstory.config.settings"}
    with tempfile.TemporaryDirectory() as folder, nullcontext("") if engine == "sqlite" else postgresql() as database:
        environment |= {"SECONDSTORY_DATA": folder} | ({"DATABASE_URL": database} if database else {})
        subprocess.run([sys.executable, "-m", "secondstory", "migrate"], env=environment, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        server = subprocess.Popen(
            [sys.executable, "-m", "secondstory", "web", "--port", "0"], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            found = re.search(r"ready at (\S+)", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit("The server did not start.")
            yield found[1].replace("localhost", "127.0.0.1"), environment
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _python(environment: dict[str, str], code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
