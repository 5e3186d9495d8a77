"""What a paragraph says: whether it is prose at all, a template's hint, a placeholder, a statement of the cause."""

import re

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece
from secondstory.documents.extraction.vocabulary import part_named
from secondstory.documents.extraction.wording import wording
from secondstory.documents.values import BlockKind

_NOTHING = re.compile(
    r"(?:n/?a|none|nothing|tbd|todo|to do|no comments? added|no action items?(?: added)?|not applicable|pending|unknown|-+|\.+|…|\?+)\W*$",
    re.IGNORECASE,
)
_HINT = re.compile(r"(\*|_)(?![*_ ])[^*_]{8,}\1$")
_LINK_LINE = re.compile(r"\s*(?:[A-Z][\w ]{1,30}:\s*)?(?:<?https?://\S+|\[[^\[\]]*\]\([^()\s]*\))[^.]{0,40}\.?\s*$")
_LABEL = re.compile(r"([A-Z][A-Za-z /'-]{1,40}):(?:\s|$)")
_DATELINE = re.compile(r"(?:\w{3,9},? )?(?:\w{3,9}\.? \d{1,2}|\d{1,2}\.? \w{3,9}),? (?:19|20)\d\d\b")
_SENTENCE = re.compile(r"[a-z)][.!?](?:\s|$)")
_BYLINE = wording("passages", "byline")
_CAUSE = wording("passages", "cause")
_CAUSE_OPEN = wording("passages", "cause_open")
_FEWEST_WORDS = 6
_BEFORE = 60  # characters before a word for the cause that may take it back


def says_nothing(text: str) -> bool:
    """Placeholders: "N/A", "TBD", "No comments added", or nothing at all."""
    words = plain(text)
    return not words or bool(_NOTHING.match(words))


def is_hint(piece: Piece) -> bool:
    """A template's words to the writer: a paragraph all in italics, an HTML comment."""
    if piece.kind is BlockKind.HTML:
        return piece.text.startswith("<!--") or not piece.text
    return piece.kind is BlockKind.PARAGRAPH and bool(_HINT.match(piece.text.strip().replace("\n", " ")))


def is_link_line(text: str) -> bool:
    return bool(_LINK_LINE.match(text))


def is_prose(piece: Piece) -> bool:
    """A paragraph that says something: no byline, no labelled field, no hint of a template."""
    text = piece.said
    if len(text.split(None, _FEWEST_WORDS)) < _FEWEST_WORDS or _BYLINE.match(text) or is_hint(piece) or text.startswith(("(based on", "|")):
        return False
    if _DATELINE.match(text) and not _SENTENCE.search(text):
        return False
    label = _LABEL.match(text) if not piece.label else None
    part = part_named(label[1]) if label else None
    return part is None or part.name not in ("other", "people", "teams", "components", "tags")


def states_cause(text: str) -> bool:
    """Whether a text names the cause, rather than says that it is looked for."""
    found = _CAUSE.search(text)
    return found is not None and not _CAUSE_OPEN.search(text[max(0, found.start() - _BEFORE) : found.start()])
