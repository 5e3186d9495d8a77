"""The words of Markdown for search and for the passages that a result shows: quick, and never a page of its own."""

import re
import unicodedata

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
_LINE_SIGNS = re.compile(r"#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|```.*|~~~.*|\|?[ \t]*:?-{3,}[-:| \t]*$")
_UNDERLINES = re.compile(r"__(?=\S)|(?<=\S)__")
_STARS = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_TAGS = re.compile(r"<br ?/?>|<!--.*?-->", re.DOTALL)
_SIGNS = frozenset("#>-*+`~_<|")
_LINE_MARKS = frozenset("#>-*+`~|:")
_CELL = re.compile(r"[ \t]*\|[ \t]*")
_BLANK = re.compile(r"[ \t\x00]{2,}|[\t\x00]")


def plain(markdown: str) -> str:
    """Return the text without its signs, composed (NFC), a line for each line that says something. Addresses of links stay searchable."""
    if not markdown:
        return ""
    text = unicodedata.normalize("NFC", markdown)
    if "](" in text:
        text = _LINK.sub(lambda link: link[1] if link[1].strip() == link[2] else f"{link[1]} ({link[2]})", text)
    if not _SIGNS.isdisjoint(text):
        text = _without_signs("\n".join(_unmarked(line) for line in text.split("\n")))
    if "|" in text:
        text = _CELL.sub(" · ", text)
    lines = (line.strip() for line in _BLANK.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line).strip(" ·\n")


def _unmarked(line: str) -> str:
    """Return a line without the mark it begins with, of a heading, quotation, list, fence or rule."""
    told = line.lstrip(" \t")
    if told[:1] not in _LINE_MARKS:
        return line
    return told[mark.end() :] if (mark := _LINE_SIGNS.match(told)) else line


def _without_signs(text: str) -> str:
    """Take out emphasis, code marks and breaks. Each is looked for only where its sign is: most texts have few."""
    text = text.replace("**", "").replace("`", "").replace("~~", "")
    if "__" in text:
        text = _UNDERLINES.sub("", text)
    if "*" in text:
        text = _STARS.sub("", text)
    return _TAGS.sub("", text) if "<" in text else text
