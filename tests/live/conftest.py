"""A library of each engine, with two web processes and a third that changes things."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest

from tests.live.tab import Tab
from tests.postgresql import NoPostgreSQLError, postgresql

ROOT = Path(__file__).parents[2]
TIME_TO_STOP = 20


@dataclass(frozen=True)
class Web:
    """A running web process."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def stop(self) -> str:
        """Ask it to stop, wait, and return what it logged."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(TIME_TO_STOP)
        return self.log.read_text()


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    session: str


class Teller:
    """Says things from a process of its own: each attribute is a function of `tests.live.teller`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._in: IO[str] | None = process.stdin
        self._out: IO[str] | None = process.stdout

    def __getattr__(self, word: str) -> Any:
        def ask(*given: object, **named: object) -> Any:
            assert self._in is not None
            assert self._out is not None
            self._in.write(json.dumps({"word": word, "with": given, "and": named}) + "\n")
            self._in.flush()
            answer = self._out.readline()
            assert answer, f"{word} failed; see the output of the test"
            return json.loads(answer)

        return ask


@dataclass(frozen=True)
class Library:
    """A database with its processes. `web` and `other_web` answer at two ports."""

    engine: str
    environment: dict[str, str]
    folder: Path
    web: Web
    other_web: Web
    teller: Teller
    numbers: Iterator[int]

    def person(self, name: str = "Ada Keller") -> Person:
        """Somebody new who is signed in; the name gets a number, since people of other tests are there too."""
        whole = f"{name} {next(self.numbers)}"
        return Person(name=whole, **self.teller.person(whole))

    def room(self) -> str:
        return str(self.teller.incident(f"Orders were shown twice {next(self.numbers)}"))

    def tab(self, person: Person, *, web: Web | None = None) -> Tab:
        return Tab((web or self.web).url, session=person.session)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp(f"live-{request.param}")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_"))}
    environment |= {
        "SECONDSTORY_DATA": str(folder / "data"),
        "SECONDSTORY_SECRET_KEY": "only-for-tests-" + "x" * 32,
        "DJANGO_SETTINGS_MODULE": "secondstory.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    with _database(str(request.param)) as url:
        if url:
            environment["DATABASE_URL"] = url
        subprocess.run([sys.executable, "-m", "secondstory", "migrate"], env=environment, check=True, cwd=ROOT)
        with web(environment, folder / "log") as one, web(environment, folder / "other-log") as other, _teller(environment) as teller:
            yield Library(str(request.param), environment, folder, one, other, teller, itertools.count(1))


@contextmanager
def web(environment: dict[str, str], log: Path) -> Iterator[Web]:
    """Run a web process, and stop it in the end, where the test did not."""
    with log.open("w") as into:
        process = subprocess.Popen(
            [sys.executable, "-m", "secondstory", "web", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=into,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"ready at (\S+)", process.stdout.readline())
            assert found, log.read_text()
            yield Web(found[1].replace("localhost", "127.0.0.1"), process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(TIME_TO_STOP)


@contextmanager
def _teller(environment: dict[str, str]) -> Iterator[Teller]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.live.teller"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    try:
        yield Teller(process)
    finally:
        process.terminate()
        process.wait(TIME_TO_STOP)


@contextmanager
def _database(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        yield ""
        return
    try:
        with postgresql() as server:
            name = f"live_rooms_{os.getpid()}"
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            try:
                yield re.sub(r"/[^/?]*(?=\?|$)", f"/{name}", server, count=1) if server.count("/") > 2 else f"{server}/{name}"
            finally:
                with psycopg.connect(server, autocommit=True) as connection:
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    except NoPostgreSQLError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
