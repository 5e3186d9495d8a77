"""Every fixture of every integration: recognised as its source, and translated into what somebody read in it beforehand."""

import json
from pathlib import Path

import pytest

from secondstory.integrations import event_sources, recognised
from secondstory.integrations.event_record import event_record
from secondstory.timeline.ports import Payload

FOLDER = Path(__file__).parents[1]
EXPECTED = sorted(FOLDER.glob("*/fixtures/*.expected.jsonl"))


def payload_beside(expected: Path) -> Path:
    name = expected.name.removesuffix(".expected.jsonl")
    [found] = [path for path in expected.parent.glob(f"{name}.*") if not path.name.endswith(".expected.jsonl")]
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: f"{path.parts[-3]}/{path.name.removesuffix('.expected.jsonl')}")
def test_a_fixture_tells_what_was_read_in_it(expected: Path) -> None:
    path = payload_beside(expected)
    source = recognised(Payload(path))
    assert source is not None
    assert source.name == expected.parts[-3]
    wanted = [json.loads(line) for line in expected.read_text().splitlines()]
    told = [event_record(event, source=source.name, file=path.name) for event in source.translate(Payload(path))]
    assert [{key: one[key] for key in want} for one, want in zip(told, wanted, strict=True)] == wanted


def test_every_integration_has_a_manifest_a_page_and_fixtures() -> None:
    for name, source in event_sources().items():
        assert source.title
        assert source.covers
        assert (FOLDER / name / "doc.md").is_file()
        assert list((FOLDER / name / "fixtures").glob("*.expected.jsonl"))
