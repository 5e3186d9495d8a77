"""Tags and comments of HTML, wherever they stand.

Every pattern here and in `inline` is linear: its repeats cannot overlap, are bounded, or are possessive.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

STAND_IN = "x"
"""Inline code, quotations and addresses become one word of this letter, as long as what they hide."""

ATTRIBUTES = r"""[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+)*+"""
"""What stands in a tag behind its name. It holds no `<`, so that no two attempts read the same characters."""

TAG = rf"</?[a-zA-Z%]{ATTRIBUTES}>"

_BLOCKS = (
    "address|article|aside|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|h[1-6]|header|hr|html|legend|li|main|menu|ol|option|p"
    "|section|summary|table|tbody|tfoot|thead|td|th|tr|ul|ac:[a-z-]{1,40}"
)
BLOCK_TAG = rf"<(/?)({_BLOCKS})\b{ATTRIBUTES}>"
"""A tag that begins or ends a block; its groups are the slash and the name."""


@lru_cache(maxsize=128)
def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern; compiled when it is first needed, since most documents need few."""
    return re.compile(source, flags)


def blank(match: re.Match[str]) -> str:
    """As many spaces; the ends of lines stay."""
    return blanked(match[0])


def blanked(text: str) -> str:
    """As many spaces as the text has characters; the ends of lines stay."""
    return " " * len(text) if "\n" not in text else "".join(letter if letter == "\n" else " " for letter in text)


def cut_at_block_tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between tags that begin a new block, such as `<br>` or `<td>`."""
    if "<" in text[start:end]:
        for tag in pattern(BLOCK_TAG, re.IGNORECASE).finditer(text, start, end):
            if text[start : tag.start()].strip():
                yield start, tag.start()
            start = tag.end()
    if text[start:end].strip():
        yield start, end


def mask_tags(text: str) -> str:
    """Hide tags, comments, addresses in angle brackets, and what stands in `<code>`, `<kbd>`, `<samp>`, `<tt>` and `<q>`."""
    if "<!--" in text:
        text = _mask_comments(text)
    if "://" in text or "@" in text:
        text = pattern(r"<(?:https?://|mailto:)?[^\s<>@]{1,900}+(?:@[^\s<>]{1,900}+)?>").sub(_stand_in_for_address, text)
    if "</" in text:
        text = pattern(r"<(code|kbd|samp|tt|q|pre)(?:\s[^<>]{0,200}+)?>([^<]++)</\1>", re.IGNORECASE).sub(_quoted_element, text)
    return pattern(TAG).sub(blank, text)


def _mask_comments(text: str) -> str:
    pieces, done = [], 0
    while (start := text.find("<!--", done)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        pieces += [text[done:start], blanked(text[start : end + 3])]
        done = end + 3
    pieces.append(text[done:])
    return "".join(pieces)


def _quoted_element(match: re.Match[str]) -> str:
    start, end = match.span(2)
    return " " * (start - match.start()) + STAND_IN * (end - start) + " " * (match.end() - end)


def _stand_in_for_address(match: re.Match[str]) -> str:
    inside = match[0][1:-1]
    return f" {STAND_IN * len(inside)} " if ":" in inside or "@" in inside else match[0]
