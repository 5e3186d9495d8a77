"""Nothing of a source is ever dropped: what a conversion lost is found here and put back at the end."""

import re
from collections.abc import Iterable

_NOT_A_WORD = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Letters and digits alone, so that marks, escapes and spaces make no difference."""
    return _NOT_A_WORD.sub("", text)


def missing_from(markdown: str, *, passages: Iterable[str]) -> list[str]:
    """Those of the source's passages whose words are not in the Markdown. They are looked for in order, which keeps it fast."""
    whole = squeezed(markdown.replace("<br>", ""))
    missing: list[str] = []
    position = 0
    for passage in passages:
        wanted = squeezed(passage)
        if not wanted:
            continue
        found = whole.find(wanted, position)
        if found >= 0:
            position = found + len(wanted)
        elif wanted not in whole:
            missing.append(passage.strip())
    return missing
