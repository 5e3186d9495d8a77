"""How long a Slack export takes beside unzipping and parsing it, and what memory: `python -m benchmarks.slack_export`.

The export is made anew from a seed. Each figure comes from a process of its own, because memory once taken is rarely given back;
the least of the runs is given, by the clock and by the processor, and the most memory. Storing is into a new library on SQLite.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from secondstory.cli.setup import open_library
from secondstory.integrations import event_sources, recognised
from secondstory.timeline.ports import Payload

SEED = 20260508
CHANNELS, PEOPLE, DAYS = 40, 120, 250
SAID = """
checkout latency rising again since the deploy can somebody look at web-3 its disk is full rolling back now queue drains slowly
customers see 503s from the payment provider restarting the pods graphs look normal paging the database team thanks for the update
"""
WORDS = SAID.split()
START = datetime(2025, 1, 6, 8, tzinfo=UTC)


def make(path: Path, *, messages: int, seed: int = SEED) -> None:
    """Write an export as today's Slack writes it: rich text beside the text, profiles in every message, threads, edits, bots."""
    chance = random.Random(seed)
    people = [f"U{chance.getrandbits(40):010X}" for _ in range(PEOPLE)]
    channels = [f"C{chance.getrandbits(40):010X}" for _ in range(CHANNELS)]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps([_user(one, number) for number, one in enumerate(people)]))
        listed = [
            {"id": one, "name": f"team-{number}", "created": 1, "creator": people[0], "members": people[:9]}
            for number, one in enumerate(channels)
        ]
        archive.writestr("channels.json", json.dumps(listed))
        files = CHANNELS * DAYS
        for number in range(files):
            channel, day = divmod(number, DAYS)
            count = messages * (number + 1) // files - messages * number // files
            first = START + timedelta(days=day)
            content = _day(chance, count=count, people=people, first=first)
            archive.writestr(f"team-{channel}/{first:%Y-%m-%d}.json", json.dumps(content, indent=4))


def _user(identifier: str, number: int) -> dict[str, Any]:
    profile = {"real_name": f"Person {number}", "display_name": f"p{number}", "email": f"p{number}@example.com"}
    return {"id": identifier, "team_id": "T000BENCH1", "name": f"person{number}", "deleted": False, "profile": profile}


def _day(chance: random.Random, *, count: int, people: list[str], first: datetime) -> list[dict[str, Any]]:
    stamps = sorted(chance.sample(range(36_000_000), count))
    told = [_message(chance, people=people, stamp=f"{first.timestamp() + stamp / 1000:.6f}") for stamp in stamps]
    for before, one in pairwise(told):
        if chance.random() < 0.3:
            one["thread_ts"] = before.get("thread_ts", before["ts"])
    return told


def _message(chance: random.Random, *, people: list[str], stamp: str) -> dict[str, Any]:
    user = chance.choice(people)
    text = " ".join(chance.choices(WORDS, k=chance.randint(3, 40)))
    drawn = chance.random()
    if drawn < 0.05:
        return {"type": "message", "subtype": "channel_join", "user": user, "text": f"<@{user}> has joined the channel", "ts": stamp}
    if drawn < 0.15:
        attachment = {"color": "danger", "title": text[:40], "text": f"*{text}*", "fallback": text, "mrkdwn_in": ["text"]}
        return {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B000BENCH1",
            "username": "Pager",
            "text": "",
            "ts": stamp,
            "attachments": [attachment],
        }
    if drawn < 0.45:
        text += f" <@{chance.choice(people)}> see <https://graphs.example.com/d/{chance.randrange(10_000)}|the *graph*> &amp; `top`"
    profile = {"avatar_hash": "g0", "first_name": "P", "real_name": "Person", "display_name": "p", "team": "T000BENCH1", "name": "person"}
    rich = {
        "type": "rich_text",
        "block_id": "b1",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }
    said: dict[str, Any] = {
        "user": user,
        "type": "message",
        "ts": stamp,
        "client_msg_id": f"{chance.getrandbits(128):032x}",
        "text": text,
        "team": "T000BENCH1",
    }
    if drawn > 0.97:
        said["edited"] = {"user": user, "ts": stamp}
    return {**said, "user_team": "T000BENCH1", "source_team": "T000BENCH1", "user_profile": profile, "blocks": [rich]}


def parse(path: Path) -> int:
    """Unzip and parse alone: what any import has to do."""
    count = 0
    with ZipFile(path) as archive:
        for name in archive.namelist():
            found = json.loads(archive.read(name))
            count += len(found) if "/" in name else 0
    return count


def translate(path: Path) -> int:
    payload = Payload(path)
    source = recognised(payload)
    return sum(1 for _ in source.translate(payload)) if source else 0


def hold(path: Path) -> int:
    """As the preview does: all events at once in memory."""
    payload = Payload(path)
    source = recognised(payload)
    return len(tuple(source.translate(payload))) if source else 0


def store(path: Path) -> int:
    """The whole of an import, into the timeline of an incident."""
    from secondstory.incidents.commands import IncidentFacts, record_incident
    from secondstory.timeline.commands import take_events

    payload = Payload(path)
    source = recognised(payload)
    if source is None:
        return 0
    incident = record_incident(IncidentFacts(title="An incident"), by=None)
    return take_events(incident, source.translate(payload), source=source.name, file=path.name, by=None).added


WAYS = {"parse": parse, "translate": translate, "hold": hold, "store": store}
TITLES = {"parse": "unzipped and parsed", "translate": "read one by one", "hold": "read and held", "store": "imported"}


def measure(way: str, path: Path, *, data: str) -> None:
    """Print what one way takes, once everything is loaded and the library is there."""
    begun = time.perf_counter()
    event_sources()
    loaded = time.perf_counter() - begun
    if way == "store":
        os.environ["SECONDSTORY_DATA"] = data
        open_library()
    started, used = time.perf_counter(), time.process_time()
    count = WAYS[way](path)
    taken, used = time.perf_counter() - started, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([count, taken, used, memory, loaded]))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of a Slack export.")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options, _ = parser.parse_known_args()
    if options.way:
        with tempfile.TemporaryDirectory() as data:
            measure(options.way, options.file, data=data)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        make(path, messages=options.messages)
        print(f"an export of {options.messages} messages, {path.stat().st_size / 1e6:.1f} MB zipped, seed {SEED}")
        runs: dict[str, list[list[float]]] = {way: [] for way in WAYS}
        for _ in range(options.runs):
            for way in WAYS:
                command = [sys.executable, "-m", "benchmarks.slack_export", "--way", way, "--file", str(path)]
                runs[way].append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        least = {way: [min(figures) for figures in zip(*found, strict=True)] for way, found in runs.items()}
        for way, (count, taken, used, _, _) in least.items():
            most = max(found[3] for found in runs[way])
            by_clock, by_processor = taken / least["parse"][1], used / least["parse"][2]
            print(
                f"{TITLES[way]:20} {count} messages  {taken:.2f} s, {by_clock:.1f} times parsing  "
                f"(processor {used:.2f} s, {by_processor:.1f} times)  {most:.0f} MB at most"
            )
        print(f"loading the sources first, not counted above: {least['parse'][4]:.2f} s")


if __name__ == "__main__":
    main()
