"""Damaged and hostile payloads: whatever is done to a fixture, a source gives events that can be stored, or says that it cannot read it."""

import gzip
import json
import zlib
from collections.abc import Callable
from datetime import UTC
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondstory.integrations import event_sources
from secondstory.integrations.event_record import event_record
from secondstory.integrations.reading import EARLIEST, LATEST
from secondstory.timeline.ports import EventSource, Payload, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

FOLDER = Path(__file__).parents[1]
FIXTURES = sorted(path for path in FOLDER.glob("*/fixtures/*") if path.is_file() and not path.name.endswith(".expected.jsonl"))
SOURCES = sorted(event_sources().values(), key=lambda source: source.name)
MOST_EVENTS_LOOKED_AT = 200
MOST_PLACES_CHANGED = 120
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}

TEXTS = (
    "",
    " ",
    "<script>alert(1)</script>",
    "<b onclick='x'>&lt;img src=x onerror=alert(1)&gt;</b>",
    "=HYPERLINK(\"http://x.example\")",
    "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7}",
    "a\0b",
    "\ud800 half of a pair",
    "\u202eright to left\u202c \u2028 \u2029 \x85 \x1b[31m",
    "🙂" * 40,
    "<@U1|x> <https://x.example|y> <!here> ```",
    "x" * 5000,
    "\n\n\n",
    "%s %d %n {0} {}",
    "../../etc/passwd",
)  # fmt: skip
CLOCKS = (
    0, 1, -1, 10, 32503680000, 32503680000000, -62135596800, 253402300800000, 10**400, -(10**30), 1e308, float("inf"), float("nan"),
    "1970-01-01T00:00:00Z", "3000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
    "2026-13-45T99:99:99Z", "2026-02-30T10:00:00Z", "2026-03-02T10:00:00+99:99", "2026-03-02T10:00:00", "00:00", "9" * 19, "0.000000001",
    "1970-01-01", "yesterday", "Thu, 01 Jan 3000 00:00:00 +0000",
)  # fmt: skip
SOME_TYPES: tuple[Any, ...] = (None, True, 10**400, "x", [None], {"a": {}})
OTHER_TYPES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -7,
    3.5,
    "",
    "text",
    [],
    {},
    [None],
    [[]],
    [{}],
    {"": None},
    ["a", 1, {"b": []}],
    {"a": {"b": {"c": 1}}},
)


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.name}"


def owner_of(path: Path) -> EventSource:
    return event_sources()[path.parts[-3]]


def look_at(source: EventSource, content: bytes, name: str, headers: dict[str, str] | None = None) -> None:
    """Read a payload as the product does, and look at every event as whoever stores it would."""
    payload, refusal = Payload(content, name=name, headers=headers), "something"
    assert source.recognises(payload) in {True, False}
    try:
        for count, event in enumerate(source.translate(payload)):
            assert event.kind in EventKind
            assert event.at is None or (event.at.utcoffset() is not None and EARLIEST <= event.at.astimezone(UTC) <= LATEST)
            assert event.local_at is None or event.local_at.tzinfo is None
            for text in (
                event.actor_email,
                event.actor_handle,
                event.component,
                event.vendor_type,
                event.words,
                event.thread,
                event.replaces,
            ):
                assert isinstance(text, str)
            record = event_record(event, source=source.name, file=name)
            assert all(isinstance(record[key], str) for key in ("actor", "text", "external_id", "link"))
            json.dumps(record, ensure_ascii=False).encode()
            if count == MOST_EVENTS_LOOKED_AT:
                break
    except UnreadablePayload as error:
        refusal = str(error)
    assert refusal
    assert isinstance(source.says_nothing(payload), str | None)
    if source.answers:
        assert isinstance(source.answers(payload), str | None)


@pytest.mark.parametrize("path", FIXTURES, ids=name_of)
def test_a_fixture_is_recognised_by_exactly_one_vendor(path: Path) -> None:
    takers = [source.name for source in SOURCES if not source.general and source.recognises(Payload(path))]
    owner = owner_of(path)
    assert takers == ([] if owner.general else [owner.name])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_that_is_given_the_payload_of_another_reads_it_or_says_that_it_cannot(source: EventSource) -> None:
    for path in FIXTURES:
        look_at(source, path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "content", [b"", b" ", b"\0", b"{", b"[", b"{}", b"[]", b"null", b'"text"', b"[null]", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xfe"]
)
def test_scraps_are_read_or_refused_by_every_source(content: bytes) -> None:
    for source in SOURCES:
        look_at(source, content, "scrap")


def test_json_without_bottom_is_read_or_refused_by_every_source() -> None:
    for content in (b"[" * 100_000, b'{"a":' * 100_000, b"[" * 900 + b"]" * 900, b'{"event":' * 900 + b"1" + b"}" * 900):
        for source in SOURCES:
            look_at(source, content, "deep.json")


@pytest.mark.parametrize("path", FIXTURES, ids=name_of)
def test_every_text_of_a_fixture_can_be_hostile(path: Path) -> None:
    for text in TEXTS:
        for content in rewritten(path, where=lambda leaf: isinstance(leaf, str), put=text):
            look_at(owner_of(path), content, path.name)


@pytest.mark.parametrize("path", FIXTURES, ids=name_of)
def test_every_clock_of_a_fixture_can_be_wrong(path: Path) -> None:
    for clock in CLOCKS:
        for content in rewritten(path, where=is_clock, put=clock):
            look_at(owner_of(path), content, path.name, {"Sentry-Hook-Timestamp": str(clock)[:30]})


@pytest.mark.parametrize("path", FIXTURES, ids=name_of)
def test_every_value_of_a_fixture_can_be_missing_or_of_another_type(path: Path) -> None:
    for name, text, by_line in trees_in(path):
        root = [parsed(text, by_line=by_line)]
        for inside, key in places_in(root)[:MOST_PLACES_CHANGED]:
            kept = inside[key]
            for other in SOME_TYPES:
                inside[key] = other
                look_at(owner_of(path), packed(path, {**members_of(path), name: written(root[0], by_line=by_line)}), path.name)
            if isinstance(inside, dict):
                del inside[key]
                look_at(owner_of(path), packed(path, {**members_of(path), name: written(root[0], by_line=by_line)}), path.name)
            inside[key] = kept


@pytest.mark.parametrize("path", FIXTURES, ids=name_of)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_fixture_can_be_damaged_anywhere(path: Path, data: st.DataObject) -> None:
    damage = data.draw(st.sampled_from([damaged_tree, damaged_bytes] if trees_in(path) else [damaged_bytes]))
    look_at(owner_of(path), damage(path, data), path.name)


# What is done to a fixture


@cache
def content_of(path: Path) -> bytes:
    return path.read_bytes()


@cache
def members_of(path: Path) -> dict[str, bytes]:
    """Return what is packed in a fixture, or the fixture itself, without a name."""
    content = content_of(path)
    try:
        if content.startswith(b"PK"):
            with ZipFile(BytesIO(content)) as archive:
                return {name: archive.read(name) for name in archive.namelist()}
        if content.startswith(b"\x1f\x8b"):
            return {"": gzip.decompress(content)}
    except (BadZipFile, zlib.error, OSError):
        pass
    return {"": content}


def packed(path: Path, members: dict[str, bytes]) -> bytes:
    content = content_of(path)
    if content.startswith(b"PK"):
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            for name, member in members.items():
                archive.writestr(name, member)
        return stream.getvalue()
    return gzip.compress(members[""], 1) if content.startswith(b"\x1f\x8b") else members[""]


@cache
def trees_in(path: Path) -> tuple[tuple[str, str, bool], ...]:
    """Return name, text and whether it is one value a line of every member that holds JSON. A text is parsed anew for each change."""
    found = []
    for name, member in members_of(path).items():
        text = member.decode("utf-8", "replace")
        by_line = Path(name or path.name).suffix in {".jsonl", ".ndjson"}
        try:
            parsed(text, by_line=by_line)
        except ValueError:
            continue
        found.append((name, text, by_line))
    return tuple(found)


def parsed(text: str, *, by_line: bool) -> Any:
    return [json.loads(line) for line in text.splitlines() if line.strip()] if by_line else json.loads(text)


def written(tree: Any, *, by_line: bool) -> bytes:
    if by_line and isinstance(tree, list):
        return b"\n".join(json.dumps(one).encode() for one in tree)
    return json.dumps(tree).encode()


def rewritten(path: Path, *, where: Callable[[Any], bool], put: Any) -> list[bytes]:
    """Return the fixture with every such leaf of its JSON replaced; nothing for a fixture that holds no JSON."""
    trees = trees_in(path)
    if not trees:
        return []
    members = dict(members_of(path))
    for name, text, by_line in trees:
        members[name] = written(replaced(parsed(text, by_line=by_line), where=where, put=put), by_line=by_line)
    return [packed(path, members)]


def replaced(tree: Any, *, where: Callable[[Any], bool], put: Any) -> Any:
    """Replace leaves, also those of JSON that stands as a text inside the JSON."""
    if isinstance(tree, dict):
        return {key: replaced(inner, where=where, put=put) for key, inner in tree.items()}
    if isinstance(tree, list):
        return [replaced(inner, where=where, put=put) for inner in tree]
    if isinstance(tree, str) and tree.startswith("{"):
        try:
            return json.dumps(replaced(json.loads(tree), where=where, put=put))
        except ValueError:
            pass
    return put if where(tree) else tree


def is_clock(leaf: Any) -> bool:
    if isinstance(leaf, str):
        return (leaf[:4].isdecimal() and leaf[4:5] in {"-", ""}) or leaf.replace(".", "", 1).isdecimal()
    return isinstance(leaf, int | float) and not isinstance(leaf, bool) and leaf > 10**8


def damaged_tree(path: Path, data: st.DataObject) -> bytes:
    """Drop, retype, nest or repeat a few values anywhere in the JSON."""
    members = dict(members_of(path))
    name, text, by_line = data.draw(st.sampled_from(trees_in(path)))
    root = [parsed(text, by_line=by_line)]
    for _ in range(data.draw(st.integers(1, 4))):
        places = list(places_in(root))
        inside, key = data.draw(st.sampled_from(places[:3000]))
        match data.draw(st.sampled_from(["drop", "retype", "text", "clock", "nest", "wrap", "repeat"])):
            case "drop" if inside is not root:
                del inside[key]
            case "retype":
                inside[key] = json.loads(json.dumps(data.draw(st.sampled_from(OTHER_TYPES))))
            case "text":
                inside[key] = data.draw(st.sampled_from(TEXTS))
            case "clock":
                inside[key] = data.draw(st.sampled_from(CLOCKS))
            case "nest":
                inside[key] = [inside[key]]
            case "wrap":
                inside[key] = {str(key): inside[key]}
            case "repeat" if isinstance(inside, list):
                inside.append(inside[key])
    members[name] = written(root[0], by_line=by_line)
    return packed(path, members)


def places_in(tree: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        for key in range(len(one)) if isinstance(one, list) else list(one):
            found.append((one, key))
            if isinstance(one[key], dict | list):
                waiting.append(one[key])
    return found


def damaged_bytes(path: Path, data: st.DataObject) -> bytes:
    """Cut, overwrite, repeat or fill in bytes anywhere, in a member of an archive or in the archive itself."""
    members = members_of(path)
    names = [*members, None] if members != {"": content_of(path)} else [""]
    name = data.draw(st.sampled_from(names))
    content = content_of(path) if name is None else members[name]
    start = data.draw(st.integers(0, len(content)))
    end = min(len(content), start + data.draw(st.integers(0, 200)))
    filling = data.draw(st.sampled_from([b"", b"\0", b"\xff\xfe", b"<script>", b'"', b"{", b"\n", b"9" * 30]) | st.binary(max_size=40))
    match data.draw(st.sampled_from(["truncate", "replace", "insert", "repeat"])):
        case "truncate":
            content = content[:start]
        case "replace":
            content = content[:start] + filling + content[end:]
        case "insert":
            content = content[:start] + filling + content[start:]
        case "repeat":
            content = content[:end] + content[start:]
    return content if name is None else packed(path, {**members, name: content})
