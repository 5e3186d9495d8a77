"""How wide words will be, estimated from the widths of the interface's type face, since nothing on the server can measure them."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, takewhile

# Advance widths of Instrument Sans, weight 500, at 12 pixels, grouped to half a pixel.
WIDTHS: dict[str, float] = {
    character: width
    for width, characters in {
        1.5: "·",
        2.5: " ",
        3.0: "',.:;Iijl|’",
        3.5: "!",
        4.0: "`",
        4.5: "1frt",
        5.0: '"()*[]{}',
        5.5: "/J\\_“”",
        6.0: "-sz",
        6.5: "27+<=>^ackvy~×ä",
        7.0: "358?FLeoux–öüé",
        7.5: "469$BESZbdghnpq",
        8.0: "0PRT",
        8.5: "#KUXY…€",
        9.0: "&ACDGHNV",
        9.5: "%OQw",
        10.5: "@—",
        11.0: "Mm",
        13.0: "W",
    }.items()
    for character in characters
}
UNKNOWN, WIDE = 8.5, 12.5
WIDEST = max(*WIDTHS.values(), UNKNOWN, WIDE)
BOLDER = 1.03


@lru_cache(4096)
def width_of(text: str, *, size: float = 12, is_bold: bool = False) -> float:
    """Pixels that the text takes at this size. Characters of East Asian scripts count as a full em."""
    return sum(map(_advance, text)) * size / 12 * (BOLDER if is_bold else 1)


def _advance(character: str) -> float:
    return WIDTHS.get(character) or (WIDE if ord(character) >= 0x2E80 else UNKNOWN)


def shortened(text: str, *, most: float) -> str:
    """The text, or its beginning with “…” where it is wider than ``most`` pixels. Breaks at a word where it can."""
    clean = " ".join(text.split())
    if len(clean) * WIDEST <= most or width_of(clean) <= most:
        return clean
    room = most - WIDTHS["…"]
    used = accumulate(map(_advance, clean))
    kept = clean[: sum(1 for _ in takewhile(lambda width: width <= room, used))]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:.–") + "…"
