"""What a page layout leaves in extracted text: running headers and footers between the lines, a second column beside them."""

import re
from collections import Counter
from itertools import pairwise

_PAGE_MARK = re.compile(r"(?:\b\d{1,4}\s?/\s?\d{1,4}|\bpage \d{1,4}(?: of \d{1,4})?)\s*$|^\s*(?:page )?\d{1,4} of \d{1,4}\b", re.IGNORECASE)
_STARTS_WITH_DATE = re.compile(r"\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")
_DIGITS = re.compile(r"\d+")
_WIDE_GAP = re.compile(r" {3,}(?=\S)")
_FEWEST_IN_COLUMN = 3
_LEFTMOST_COLUMN = 40
_FEWEST_SPACED = 8


def without_furniture(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without running headers and footers, and those.

    Furniture repeats with other digits and is marked as such: it ends in a page number, begins with the date of printing,
    or stands next to a page break or to other furniture.
    """
    shapes = [" ".join(_DIGITS.sub("0", line.replace("\f", "")).split()) for line in lines]
    counts = Counter(shapes)
    marked = {
        shape
        for number, (shape, line) in enumerate(zip(shapes, lines, strict=True))
        if counts[shape] > 1
        and len(shape) > 4
        and (_PAGE_MARK.search(line) or (len(shape) > 15 and (_STARTS_WITH_DATE.match(line) or _at_break(lines, number))))
    }
    if marked:
        beside = {
            shapes[near]
            for number, shape in enumerate(shapes)
            if shape in marked
            for near in (number - 1, number + 1)
            if 0 <= near < len(shapes)
        }
        marked |= {shape for shape in beside if counts[shape] > 1 and len(shape) > 15}
    kept = [line.replace("\f", "") for line, shape in zip(lines, shapes, strict=True) if shape not in marked]
    return kept, [line.replace("\f", "").strip() for line, shape in zip(lines, shapes, strict=True) if shape in marked]


def _at_break(lines: list[str], number: int) -> bool:
    return "\f" in lines[number] or (number + 1 < len(lines) and "\f" in lines[number + 1])


def single_spaced(lines: list[str]) -> list[str]:
    """The lines of a text that was printed with a blank line after every line, without those."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    broken = sum(following - number == 2 and lines[following].strip()[0].islower() for number, following in pairwise(filled))
    if broken * 3 < len(filled) or len(filled) < _FEWEST_SPACED:
        return lines
    return [line for number, line in enumerate(lines) if line.strip() or not number or not lines[number - 1].strip()]


def at_the_margin(lines: list[str]) -> list[str]:
    """The lines without the margin that all of them share."""
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines] if margin else lines


def in_one_column(lines: list[str]) -> list[str]:
    """The lines with a column at their right, where there is one, put before the text it stood beside."""
    start = _right_column(lines)
    if start is None:
        return lines
    beside = [number for number, line in enumerate(lines) if _stands_at(line, start)]
    first, last = beside[0], beside[-1]
    left: list[str] = []
    right: list[str] = []
    for line in lines[first : last + 1]:
        if len(line) > start and not line[start - 2 : start].strip():
            right.append(line[start:].strip())
            if line[:start].strip():
                left.append(line[:start].rstrip())
        else:
            left.append(line)
            if not line.strip():
                right.append("")
    return [*lines[:first], *right, "", *left, *lines[last + 1 :]]


def _right_column(lines: list[str]) -> int | None:
    """Where a right column begins: the same place after a wide gap on several lines, beside text on some of them."""
    begins: Counter[int] = Counter()
    with_text: Counter[int] = Counter()
    for line in lines:
        for gap in _WIDE_GAP.finditer(line) if "   " in line else ():
            if gap.end() >= _LEFTMOST_COLUMN and gap.end() - gap.start() >= 3:
                begins[gap.end()] += 1
                with_text[gap.end()] += bool(line[: gap.start()].strip())
    if not begins:
        return None
    place, count = begins.most_common(1)[0]
    return place if count >= _FEWEST_IN_COLUMN and with_text[place] >= 2 else None


def _stands_at(line: str, start: int) -> bool:
    return len(line) > start and line[start] != " " and not line[start - 3 : start].strip()
