"""The command as a program of its own: what it prints, what it returns, and what a kill leaves behind."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

MANY = 400  # documents: more than an import gets through before a signal reaches it
DOCUMENT = """\
# Delay number {n}

Date: 2024-03-01

## Summary

Parcels were late for {n} minutes.

## Timeline (UTC)

- 10:00 Alert
- 10:05 Restart

## Action items

- [ ] Watch the queue {n}
"""


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "SECONDSTORY_DATA": str(data)}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "secondstory", "import", "reports", *words]


def run(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, env=environment(data), timeout=120, check=False)


def write_documents(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"{n:04}.md").write_text(DOCUMENT.format(n=n))
    return folder


def counts(data: Path) -> dict[str, int]:
    tables = ("incidents_incident", "reports_report", "library_sourcedocument", "library_sourcecontent")
    with sqlite3.connect(data / "second-story.sqlite3") as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


def test_a_dry_run_prints_a_line_for_each_document_and_makes_no_library(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "reports", 2)
    done = run(str(folder), "--dry-run", "--format", "json", data=tmp_path / "data")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(line["file"], line["status"], line["key"]) for line in lines] == [("0000.md", "imported", None), ("0001.md", "imported", None)]
    assert not (tmp_path / "data").exists()


def test_a_dry_run_loads_no_django(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "reports", 1)
    program = (
        "import sys; from secondstory.cli.commands import command\n"
        f"command(['import', 'reports', {str(folder)!r}, '--dry-run'], standalone_mode=False)"
    )
    watched = f"import sys, atexit\natexit.register(lambda: print('django' in sys.modules))\n{program}"
    done = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, env=environment(tmp_path / "data"), check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_an_import_makes_the_library_and_gives_the_keys(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "reports", 2)
    first = run(str(folder), "--format", "json", data=tmp_path / "data")
    again = run(str(folder), "--format", "json", data=tmp_path / "data")
    assert [json.loads(line)["key"] for line in first.stdout.splitlines()] == ["INC-1", "INC-2"]
    assert [json.loads(line)["status"] for line in again.stdout.splitlines()] == ["unchanged", "unchanged"]


def test_refused_files_are_named_and_the_rest_goes_on_with_exit_code_one(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "reports", 1)
    (folder / "nothing.md").write_bytes(b"")
    done = run(str(folder), data=tmp_path / "data")
    assert done.returncode == 1
    assert "refused nothing.md: it is empty" in done.stderr
    assert "imported" in done.stdout
    assert counts(tmp_path / "data")["incidents_incident"] == 1


@pytest.mark.parametrize("words", [(), ("/nowhere/at/all",), ("--format", "xml", "."), (".", "--as", "nobody@example.com")])
def test_wrong_use_is_told_with_exit_code_two(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*words, data=tmp_path / "data")
    assert done.returncode == 2
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "reports", 300)
    listing = " ".join(command(str(folder), "--dry-run", "--format", "json"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{listing} | head -n 1"], capture_output=True, text=True, env=environment(tmp_path / "data"), check=False
    )
    assert json.loads(done.stdout)["file"] == "0000.md"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def _heed_the_keyboard() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run in the background inherit that it is ignored


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_in_the_middle_leaves_whole_records_and_a_second_run_completes_them(kind: signal.Signals, tmp_path: Path) -> None:
    folder, data = write_documents(tmp_path / "reports", MANY), tmp_path / "data"
    with subprocess.Popen(
        command(str(folder), "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(data),
        preexec_fn=_heed_the_keyboard,  # noqa: PLW1509 (no other thread runs here)
    ) as process:
        assert process.stdout is not None
        for _ in range(60):
            process.stdout.readline()
        process.send_signal(kind)
        process.stdout.read()
        process.wait(timeout=60)
    left = counts(data)
    assert 50 <= left["incidents_incident"] < MANY
    assert len(set(left.values())) == 1
    done = run(str(folder), "--format", "json", data=data)
    assert done.returncode == 0
    assert set(counts(data).values()) == {MANY}


def test_two_imports_at_once_make_each_record_once(tmp_path: Path) -> None:
    folder, data = write_documents(tmp_path / "reports", 120), tmp_path / "data"
    run(str(write_documents(tmp_path / "other", 1)), data=data)
    (tmp_path / "other" / "0000.md").unlink()
    both = [
        subprocess.Popen(command(str(folder)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(data)) for _ in range(2)
    ]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    for process in both:
        assert process.stderr is not None
        process.stderr.close()
    assert counts(data)["incidents_incident"] == 120
