"""The lines of a text with their places."""

import re
from collections.abc import Iterator


def lines_of(text: str, *, start: int = 0) -> Iterator[tuple[str, int]]:
    """Each line from `start` on, without its end, and where it begins. Lines end with LF, CRLF or CR."""
    rest = text[start:] if start else text
    if "\r" not in rest:
        for line in rest.split("\n"):
            yield line, start
            start += len(line) + 1
        return
    parts = re.split(r"(\r\n?|\n)", rest)
    for line, ending in zip(parts[::2], [*parts[1::2], ""], strict=True):
        yield line, start
        start += len(line) + len(ending)
