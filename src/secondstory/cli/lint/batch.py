"""One JSON object a line in, one out: for programs that judge many sentences or action items at once."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from secondstory.language.records import finding_as_record

Judge = Callable[[dict[str, Any]], dict[str, Any]]


class UnreadableLineError(ValueError):
    """A line that is no record; the message says what is wrong with it."""


def answer_lines(data: bytes, *, judge: Judge, to: TextIO, complain: Callable[[str], None]) -> bool:
    """Write an answer for each line of `data`. Return whether all lines could be read; the others are named."""
    all_read = True
    for number, line in _lines(data):
        try:
            answer = judge(_record(line))
        except UnreadableLineError as error:
            complain(f"Line {number}: {error}")
            all_read = False
            continue
        to.write(json.dumps(answer) + "\n")
    return all_read


def judge_for(kind: str) -> Judge:
    """The judge of sentences or of action items."""
    if kind == "sentence":
        return judge_sentence
    from secondstory.cli.lint.action_items import judge_action_item

    return judge_action_item


def judge_sentence(record: dict[str, Any]) -> dict[str, Any]:
    """Answer with the findings in a piece of prose."""
    from secondstory.language.linter import lint

    people = record.get("people")
    names = [name for name in people if isinstance(name, str)] if isinstance(people, list) else []
    return {"id": record.get("id"), "findings": [finding_as_record(finding) for finding in lint(record["text"], people=names)]}


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableLineError("this is not UTF-8; save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableLineError("this is not a JSON object; write one object a line.") from error
    if not isinstance(record, dict):
        raise UnreadableLineError('this is not a JSON object; write one such as {"id": 1, "text": "…"}.')
    if not isinstance(record.get("text"), str):
        raise UnreadableLineError('the key "text" is missing or is not a string.')
    return record
