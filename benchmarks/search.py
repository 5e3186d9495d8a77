"""How fast search and pages answer, and how well search does: `python -m benchmarks.search --help`."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from benchmarks.pages import measure_pages

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".data" / "bench"
EACH, KNOWN = 200, 500
CLASSES = ("rare", "common", "phrase", "typing", "filtered", "filters_only", "without", "misspelt")
FACETS = ("facets of rare", "facets of common", "facets of filtered", "facets of everything")
PAGES = ("home", "hub", "report", "newest reports", "incidents", "actions")
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
ROWS = {
    "rare": "words in at most 5 % of reports",
    "common": "1 to 4 words, each in 30 % or more",
    "phrase": "phrases of 2 or 3 words",
    "typing": "while typing, 2 to 6 letters",
    "filtered": "a word and 1 or 2 filters",
    "filters_only": "filters only",
    "without": "a common word without a rare one",
    "misspelt": "one misspelt word",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure search on made libraries of several sizes.")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append", help="default: both")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of reports, separated by commas")
    parser.add_argument(
        "--texts", type=Path, default=os.environ.get("BENCHMARK_TEXTS"), help="folder of texts to mix; default: made-up words"
    )
    parser.add_argument("--database-url", help="a PostgreSQL server whose user may create databases; default: one is started for the run")
    parser.add_argument("--fresh", action="store_true", help="make the libraries anew even where they are there from before")
    parser.add_argument("--step", choices=("fill", "measure", "pages"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _step(options)
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    measured: dict[str, dict[str, Any]] = {}
    for engine in options.engine or ["sqlite", "postgresql"]:
        with _server(engine, options.database_url) as url:
            for size in sizes:
                measured[f"{ENGINES[engine]} {size:,}"] = _measured(engine, size, url, options)
    print_table(measured)


@contextmanager
def _server(engine: str, given: str | None) -> Iterator[str]:
    from tests.postgresql import NoPostgreSQLError, postgresql

    if engine == "sqlite":
        yield ""
        return
    try:
        with nullcontext(given) if given else postgresql() as url:
            yield url
    except NoPostgreSQLError as problem:
        sys.exit(str(problem))


def _measured(engine: str, size: int, server: str, options: argparse.Namespace) -> dict[str, Any]:
    folder = DATA / f"{engine}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SECONDSTORY_DATA": str(folder),
        "DATABASE_URL": "",
        "SECONDSTORY_SECRET_KEY": "only-for-benchmarks-" + "x" * 20,
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    if engine == "postgresql":
        environment["DATABASE_URL"] = _database(server, f"second_story_bench_{size}", fresh=options.fresh or not options.database_url)
    filled = folder / "filled.json"
    if options.fresh or not _is_filled(filled) or (engine == "postgresql" and not options.database_url):
        filled.unlink(missing_ok=True)
        for old in folder.glob("second-story.sqlite3*"):
            old.unlink()
        print(f"Making {size:,} reports for {engine} …", file=sys.stderr, flush=True)
        more = ["--texts", str(options.texts)] if options.texts else []
        _run(["--step", "fill", "--folder", str(folder), "--sizes", str(size), *more], environment)
    print(f"Measuring {size:,} reports in {engine}; load of the machine {os.getloadavg()[0]:.1f} …", file=sys.stderr, flush=True)
    search, pages = (json.loads(_run(["--step", step, "--folder", str(folder)], environment)) for step in ("measure", "pages"))
    return {**json.loads(filled.read_text()), **search, "pages": pages}


def _is_filled(filled: Path) -> bool:
    """A library from before records were written whole has to be made anew."""
    return filled.exists() and "whole" in json.loads(filled.read_text())


def _run(arguments: Sequence[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "benchmarks.search", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _database(server: str, name: str, *, fresh: bool) -> str:
    """Make a database on a server, and return its URL."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        if fresh:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _step(options: argparse.Namespace) -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "secondstory.config.settings"
    django.setup()
    call_command("migrate", verbosity=0)  # A library kept from before may lack a table.
    if options.step == "fill":
        _fill(options.folder, int(options.sizes), options.texts)
    elif options.step == "pages":
        pages = measure_pages()
        print(json.dumps({name: {**one, "times": _shares(one["times"])} for name, one in pages.items()}))
    else:
        print(json.dumps(_measure(json.loads((options.folder / "draws.json").read_text()))))


def _fill(folder: Path, size: int, texts: Path | None) -> None:
    from benchmarks.corpus import sources
    from benchmarks.fill import Filler, settle

    read = sources(texts)
    started = time.perf_counter()
    draws = Filler(read).fill(read, size, each=EACH, known=KNOWN)
    settle()
    (folder / "draws.json").write_text(json.dumps(draws.as_json()))
    (folder / "filled.json").write_text(json.dumps({"whole": True, "fill": size / (time.perf_counter() - started), "bytes": _bytes()}))


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _measure(draws: dict[str, Any]) -> dict[str, Any]:
    """Time every query once, after a fiftieth of other ones have opened the files; nothing keeps results in between."""
    from secondstory.accounts.models import Person
    from secondstory.library.queries.facets import facets
    from secondstory.library.queries.search import search

    person = Person.objects.filter(restricted_incidents__isnull=False).order_by("pk").first() or Person.objects.first()
    for query in draws["rare"][-EACH // 20 :]:
        search(query, person=person)

    def ask(query: str, *, typing: bool = False) -> object:
        return search(query, person=person, typing=typing)

    times = {name: _times(draws[name], partial(ask, typing=name == "typing")) for name in CLASSES}
    for name, queries in zip(FACETS, (draws["rare"], draws["common"], draws["filtered"], [""] * 10), strict=True):
        times[name] = _times(queries[: EACH // 2], lambda query: facets(query, person=person))
    found = [_is_found(search(query, person=person, limit=5), number) for query, number in draws["known"]]
    return {
        "times": {name: _shares(values) for name, values in times.items()},
        "known": sum(found) / len(found),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def _is_found(results: Any, number: int) -> bool:
    return number in [hit.incident_id for hit in (*results.hits, *results.nearby)][:5]


def _times(queries: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    taken = []
    for query in queries:
        started = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def _shares(taken: Sequence[float]) -> list[float]:
    """Return p50, p95 and p99."""
    return [taken[min(len(taken) - 1, int(len(taken) * share))] for share in (0.5, 0.95, 0.99)]


def print_table(measured: dict[str, dict[str, Any]]) -> None:
    every = measured.values()
    print("\nMilliseconds inside the server, p50 / p95 / p99")
    _line("", measured)
    for name in (*CLASSES, *FACETS):
        _line(ROWS.get(name, name), (" / ".join(map(_brief, one["times"][name])) for one in every))
    print("\nPages, each after one request of its kind in a process made ready as the server's: milliseconds, and statements")
    for name in PAGES:
        _line(name, (f"{' / '.join(map(_brief, one['pages'][name]['times']))} ({one['pages'][name]['statements']})" for one in every))
    print()
    _line("title with a slip found in first 5", (f"{one['known']:.1%}" for one in every))
    _line("made and indexed, reports a second", (f"{one['fill']:.0f}" for one in every))
    _line("database, MB", (f"{one['bytes'] / 1e6:.0f}" for one in every))
    _line("memory of the process, MB", (f"{one['memory'] / 1e6:.0f}" for one in every))


def _line(title: str, cells: Iterable[str]) -> None:
    print(f"{title:36}" + "".join(f"{cell:>22}" for cell in cells))


def _brief(milliseconds: float) -> str:
    return f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"


if __name__ == "__main__":
    main()
