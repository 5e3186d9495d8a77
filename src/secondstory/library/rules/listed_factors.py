"""The contributing factors in a passage about causes that lists them."""

import re

_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>.*)$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
LONGEST = 2000
MOST = 30


def listed_factors(causes: str) -> list[str]:
    """Return the items of the list that a passage consists of, or nothing where it is mostly prose.

    What is indented under an item belongs to it. A sentence or two before the list is allowed.
    """
    items: list[list[str]] = []
    prose = 0
    is_in_item = False
    for line in causes.splitlines():
        if _FENCE.match(line) or line.lstrip().startswith("|"):
            return []
        found = _ITEM.match(line)
        if found and not (items and is_in_item and line.startswith("  ")):
            items.append([found["text"].strip()])
            is_in_item = True
        elif not line.strip() or _HEADING.match(line):
            continue
        elif is_in_item and line.startswith((" ", "\t")):
            items[-1].append(line.strip())
        else:
            is_in_item = False
            prose += len(line)
    texts = [" ".join(parts).strip() for parts in items]
    texts = [text for text in texts if len(text) > 2]
    if not texts or prose > sum(map(len, texts)) or len(texts) > MOST:
        return []
    return [text[:LONGEST] for text in texts]
