"""Read the samples of a folder with the event sources, and compare with what somebody read in them beforehand.

`make check-inputs INPUTS=FOLDER`. What was read stands in `expected.jsonl`: the file, its source, the number of events, the first and last
moment and the first identities. Ends with 1 when a sample tells something else.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from secondstory.integrations import event_sources, recognised
from secondstory.integrations.event_record import in_utc
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

EXPECTED = Path(__file__).with_name("expected.jsonl")


def main(folder: Path) -> int:
    expected = [json.loads(line) for line in EXPECTED.read_text("utf-8").splitlines()]
    present = [one for one in expected if (folder / one["file"]).is_file()]
    if not present:
        print(f"There are no samples in {folder}; nothing was checked.")
        return 0
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in present:
        differences = list(_differences(folder / one["file"], one))
        kind = one["file"].split("/")[1]
        (wrong if differences else right)[kind] += 1
        for difference in differences:
            print(f"{one['file']}: {difference}")
    for kind in sorted({*right, *wrong}):
        print(f"{kind:20} {right[kind]:4} right, {wrong[kind]:4} not")
    print(f"{right.total()} of {len(present)} samples tell what was read in them; {len(expected) - len(present)} are not here.")
    return 1 if wrong else 0


def _differences(path: Path, expected: dict[str, Any]) -> Iterator[str]:
    payload = Payload(path)
    source = recognised(payload)
    if (source.name if source else None) != expected["source"]:
        yield f"recognised as {source.name if source else None}, not {expected['source']}"
        source = event_sources().get(str(expected["source"]))
    try:
        events = list(source.translate(payload)) if source else []
    except UnreadablePayload as error:
        yield f"not readable: {error}"
        return
    yield from _other(events, expected)
    if expected["says_nothing"] and source and not source.says_nothing(payload):
        yield "does not say why it tells nothing"


def _other(events: list[SourceEvent], expected: dict[str, Any]) -> Iterator[str]:
    moments = sorted(event.at for event in events if event.at)
    first, last = (in_utc(moments[0]), in_utc(moments[-1])) if moments else (None, None)
    identities = [event.external_id for event in events]
    for name, told in (("count", len(events)), ("first", first), ("last", last)):
        if not _same(told, expected[name]):
            yield f"{name} is {told}, not {expected[name]}"
    missing = [identity for identity in expected["external_ids"] if identity not in identities]
    if missing:
        yield f"identities are missing: {', '.join(missing)}"


def _same(told: object, expected: object) -> bool:
    """Moments are compared to the second, which is as exact as people read them."""
    if isinstance(told, str) and isinstance(expected, str):
        return told[:19] == expected[:19]
    return told == expected


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
