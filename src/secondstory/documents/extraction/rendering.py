"""Pieces back as Markdown."""

import textwrap
from collections.abc import Iterable

from secondstory.documents.extraction.outline import Piece
from secondstory.documents.values import BlockKind


def markdown_of(pieces: Iterable[Piece]) -> str:
    """The Markdown of some pieces in reading order; a piece with a label comes without it, and nested lists move to the margin."""
    runs: list[list[str]] = []
    last: Piece | None = None
    for piece in pieces:
        text = piece.text if piece.label else piece.source
        if not text.strip():
            continue
        if last is not None and _continues(last, piece):
            runs[-1] += ["\n" if last.kind is piece.kind is BlockKind.LIST_ITEM else "\n\n", text]
        else:
            runs.append([text])
        last = piece
    return "\n\n".join(_at_margin("".join(run)).strip("\n") for run in runs)


def _at_margin(text: str) -> str:
    return textwrap.dedent(text) if text[:1] in " \t" else text


def _continues(last: Piece, piece: Piece) -> bool:
    """Whether a piece stands in the same list as the one before it."""
    in_list = last.kind is BlockKind.LIST_ITEM or last.depth > 0
    return in_list and (piece.kind is BlockKind.LIST_ITEM or piece.depth > 0)
