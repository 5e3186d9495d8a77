"""The words of Markdown for search and for the passages that a result shows: quick, and never a page of its own."""

import re
import unicodedata

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
_LINE_SIGNS = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|```.*$|~~~.*$|\|?[ \t]*:?-{3,}[-:| \t]*$)", re.MULTILINE
)
_UNDERLINES = re.compile(r"__(?=\S)|(?<=\S)__")
_STARS = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_TAGS = re.compile(r"<br ?/?>|<!--.*?-->", re.DOTALL)
_SIGNS = frozenset("#>-*+`~_<|")
_CELL = re.compile(r"[ \t]*\|[ \t]*")
_BLANK = re.compile(r"[ \t\x00]+")
_GAP = re.compile(r"\s*\n\s*")


def plain(markdown: str) -> str:
    """Return the text without its signs, composed (NFC), a line for each line that says something. Addresses of links stay searchable."""
    if not markdown:
        return ""
    text = unicodedata.normalize("NFC", markdown)
    if "](" in text:
        text = _LINK.sub(lambda link: link[1] if link[1].strip() == link[2] else f"{link[1]} ({link[2]})", text)
    if not _SIGNS.isdisjoint(text):
        text = _without_signs(_LINE_SIGNS.sub("", text))
    if "|" in text:
        text = _CELL.sub(" · ", text)
    return _GAP.sub("\n", _BLANK.sub(" ", text)).strip(" ·\n")


def _without_signs(text: str) -> str:
    """Take out emphasis, code marks and breaks. Each is looked for only where its sign is: most texts have few."""
    text = text.replace("**", "").replace("`", "").replace("~~", "")
    if "__" in text:
        text = _UNDERLINES.sub("", text)
    if "*" in text:
        text = _STARS.sub("", text)
    return _TAGS.sub("", text) if "<" in text else text
