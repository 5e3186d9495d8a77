"""Events from files, as a program of its own: looked at, and put into a timeline."""

import json
import os
import subprocess
import sys
from pathlib import Path

ALERTS = {
    "version": "4",
    "groupKey": "{}",
    "receiver": "story",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "QueueGrows"},
            "annotations": {},
            "startsAt": "2026-03-02T14:02:31Z",
            "fingerprint": "a1",
        },
        {
            "status": "firing",
            "labels": {"alertname": "DiskFull"},
            "annotations": {},
            "startsAt": "2026-03-02T15:00:00Z",
            "fingerprint": "b2",
        },
    ],
}
REPORT = "# Parcels waited\n\nDate: 2026-03-02\n\n## Timeline (UTC)\n\n- 14:30 Restarted the queue\n"


def run(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    command = [sys.executable, "-m", "secondstory", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**kept, "SECONDSTORY_DATA": str(data)}, timeout=120, check=False)


def alerts(folder: Path) -> str:
    file = folder / "alerts.json"
    file.write_text(json.dumps(ALERTS))
    return str(file)


def test_a_dry_run_prints_one_event_a_line_and_makes_no_library(tmp_path: Path) -> None:
    data = tmp_path / "library"
    done = run("import", "events", alerts(tmp_path), "--dry-run", "--format", "json", data=data)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(one["at"], one["text"], one["source"]) for one in told] == [
        ("2026-03-02T14:02:31Z", "QueueGrows", "alertmanager"),
        ("2026-03-02T15:00:00Z", "DiskFull", "alertmanager"),
    ]
    assert set(told[0]) == {"at", "actor", "text", "kind", "external_id", "link", "source", "file"}
    assert not data.exists()


def test_a_window_leaves_out_what_is_outside(tmp_path: Path) -> None:
    done = run(
        "import", "events", alerts(tmp_path), "--dry-run", "--format", "json", "--to", "2026-03-02T14:30Z", data=tmp_path / "library"
    )
    assert len(done.stdout.splitlines()) == 1


def test_a_file_of_no_known_format_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    strange = tmp_path / "strange.bin"
    strange.write_bytes(b"\x00\x01\x02\xff" * 40)
    done = run("import", "events", str(strange), alerts(tmp_path), "--dry-run", "--format", "json", data=tmp_path / "library")
    assert done.returncode == 1
    assert "strange.bin" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_damaged_or_empty_file_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    whole = Path(alerts(tmp_path)).read_bytes()
    bad = {"cut.json": (whole[:60], "not whole JSON"), "cut.zip": (b"PK\x03\x04xx", "not a whole zip"), "none.txt": (b"", "it is empty")}
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    done = run("import", "events", *(str(tmp_path / name) for name in bad), "--dry-run", data=tmp_path / "library")
    assert done.returncode == 1
    for (name, (_, said)), line in zip(bad.items(), done.stderr.splitlines(), strict=True):
        assert name in line
        assert said in line


def test_events_go_into_the_timeline_of_an_incident_once(tmp_path: Path) -> None:
    data = tmp_path / "library"
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    imported = run("import", "reports", str(report), "--format", "json", data=data)
    key = json.loads(imported.stdout)["key"]
    first = run("import", "events", alerts(tmp_path), "--incident", key, data=data)
    assert first.returncode == 0, first.stderr
    assert f"2 events put into the timeline of {key}, 0 were there already." in first.stderr
    again = run("import", "events", alerts(tmp_path), "--incident", key, data=data)
    assert f"0 events put into the timeline of {key}, 2 were there already." in again.stderr


def test_an_incident_that_does_not_exist_is_said(tmp_path: Path) -> None:
    done = run("import", "events", alerts(tmp_path), "--incident", "INC-99", data=tmp_path / "library")
    assert done.returncode == 2
    assert "There is no incident INC-99." in done.stderr


def test_a_table_is_read_by_the_columns_that_are_named(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("When,What\n03/04/2026 14:02,queue grows\n")
    words = ("import", "events", str(table), "--dry-run", "--format", "json")
    done = run(*words, "--columns", "time=When,text=What,time_format=day-first,zone=Europe/Berlin", data=tmp_path / "library")
    assert [json.loads(line)["at"] for line in done.stdout.splitlines()] == ["2026-04-03T12:02:00Z"]
    refused = run(*words, "--columns", "time=Wann", data=tmp_path / "library")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "The table has: When, What." in refused.stderr
    asked = run(*words, data=tmp_path / "library")
    assert "day or the month first" in asked.stderr


def test_a_window_says_what_it_leaves_out_and_what_it_cannot_judge(tmp_path: Path) -> None:
    table = tmp_path / "table.jsonl"
    rows = [
        {"at": "2026-03-02T14:02:00Z", "text": "First"},
        {"at": "2026-03-02T16:00:00Z", "text": "Last"},
        {"at": "soon", "text": "Some day"},
    ]
    table.write_text("\n".join(map(json.dumps, rows)))
    words = ("import", "events", str(table), "--dry-run", "--format", "json", "--to", "2026-03-02T15:00Z")
    done = run(*words, data=tmp_path / "library")
    assert len(done.stdout.splitlines()) == 2
    assert "1 outside the window left out; 1 without a time kept" in done.stderr
