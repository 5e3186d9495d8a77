"""`secondstory lint --jsonl`: one object a line in, one out."""

import json
import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

KEYS_OF_FINDING = ["category", "rule", "level", "start", "end", "message", "suggestion"]
KEYS_OF_ACTION = ["id", "vague", "owner", "single_owner", "deadline", "horizon", "rca2", "process_or_people", "messages"]


def batch(lines: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "secondstory", "lint", "--jsonl", *arguments], input=lines, capture_output=True, check=False
    )


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_sentences_are_answered_in_their_order_with_exactly_these_keys() -> None:
    done = batch(b'{"id": "b", "text": "\xf0\x9f\x99\x82 We forgot it.", "label": 1}\n\n{"id": 2, "text": "The disk was full."}\n')
    first, second = answers(done)
    assert done.returncode == 0
    assert list(first) == ["id", "findings"]
    assert [list(finding) for finding in first["findings"]] == [KEYS_OF_FINDING]
    assert first["id"] == "b"
    assert first["findings"][0]["start"] == 2
    assert second == {"id": 2, "findings": []}


def test_people_are_read() -> None:
    done = batch(b'{"id": 1, "text": "The disk was full.", "people": ["Ada Novak", 3]}\n{"id": 2, "text": "x", "people": null}\n')
    assert done.returncode == 0
    assert len(answers(done)) == 2


def test_action_items_are_answered_with_exactly_these_keys() -> None:
    done = batch(
        b'{"id": 1, "text": "Improve monitoring", "owner": "Ada Novak", "due_on": "2026-05-01"}\n{"id": 2, "text": "Improve monitoring"}\n',
        "--kind",
        "action",
    )
    owned, open_ = answers(done)
    assert done.returncode == 0
    assert list(owned) == KEYS_OF_ACTION
    assert (owned["owner"], owned["single_owner"], owned["deadline"], owned["vague"]) == ("individual", True, True, True)
    assert (open_["owner"], open_["single_owner"], open_["deadline"]) == ("none", False, False)


def test_a_broken_line_is_named_and_the_others_are_answered() -> None:
    done = batch(b'{"id": 1, "text": "x"}\n{"id":\n[]\n{"id": 3}\n\xff\n{"id": 4, "text": "y"}')
    assert done.returncode == 2
    assert [answer["id"] for answer in answers(done)] == [1, 4]
    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == ["Line 2", "Line 3", "Line 4", "Line 5"]


def test_nothing_is_answered_with_nothing() -> None:
    done = batch(b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_file_that_is_not_there_is_named() -> None:
    done = batch(b"", "none.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith(b"none.jsonl cannot be read")


@given(texts=st.lists(st.text(st.characters(codec=None), max_size=80), max_size=8))
@settings(max_examples=5, deadline=None)
def test_any_text_is_answered_with_places_inside_it(texts: list[str]) -> None:
    lines = "".join(json.dumps({"id": index, "text": text}) + "\n" for index, text in enumerate(texts))
    for kind in ("sentence", "action"):
        done = batch(lines.encode(), "--kind", kind)
        assert done.returncode == 0
        assert [answer["id"] for answer in answers(done)] == list(range(len(texts)))
        for answer in answers(done):
            for finding in answer["findings" if kind == "sentence" else "messages"]:
                assert 0 <= finding["start"] <= finding["end"] <= len(texts[answer["id"]])
