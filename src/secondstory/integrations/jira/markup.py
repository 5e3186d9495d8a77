"""What people wrote in Jira, as plain text: its wiki notation, or the document format of its newer API."""

import re
from typing import Any

from secondstory.integrations.reading import text_of

_MENTION = re.compile(r"\[~(?:accountid:)?([^\[\]\n]{1,200})\]")
_LINK = re.compile(r"\[([^\[\]|\n]{1,500})\|[^\[\]\n]{1,1000}\]")
_BLOCK = re.compile(r"\{(?:code|noformat|quote|panel|color)(?::[^{}\n]{0,200})?\}")
_HEADING = re.compile(r"^h[1-6]\. ", re.MULTILINE)
_ON_OWN_LINES = {"paragraph", "heading", "listItem", "codeBlock", "blockquote", "hardBreak", "tableRow"}


def plain(value: Any) -> str:
    return _document(value) if isinstance(value, dict) else _notation(value) if isinstance(value, str) else ""


def _notation(text: str) -> str:
    text = _LINK.sub(r"\1", _MENTION.sub(r"@\1", text.replace("\r\n", "\n")))
    return _HEADING.sub("", _BLOCK.sub("", text)).strip()


def _document(root: dict[str, Any]) -> str:
    pieces: list[str] = []
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if text_of(node, "type") in _ON_OWN_LINES and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        stated = node.get("text")
        pieces.append(stated if isinstance(stated, str) else text_of(node, "attrs", "text") or text_of(node, "attrs", "shortName"))
        inside = node.get("content")
        waiting.extend(reversed(inside) if isinstance(inside, list) else [])
    return "".join(pieces).strip()
