"""HTML that somebody wrote in a chat or a mail, as the plain text that a reader saw."""

import re
from html.parser import HTMLParser

MOST_CHARACTERS = 1_000_000
_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
_ON_OWN_LINES = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip


def text_of_html(markup: str) -> str:
    """Return the text of HTML: blocks on lines of their own, list items marked, links as they read, pictures by their description."""
    reader = _Reader()
    try:
        reader.feed(markup[:MOST_CHARACTERS])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass  # the parser gives up on some malformed declarations; what it had read stands
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0
        self._kept_as_is = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in {"img", "emoji"}:
            described = next((value for key, value in attrs if key in {"alt", "title"} and value), None)
            self.pieces.append(described or "")
        elif tag in _ON_OWN_LINES:
            self._break()
            if tag == "li":
                self.pieces.append("- ")
            self._kept_as_is += tag == "pre"
        elif tag in {"td", "th"}:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _ON_OWN_LINES:
            self._kept_as_is = max(0, self._kept_as_is - (tag == "pre"))
            self._break()
            if tag == "p":
                self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data if self._kept_as_is else re.sub(r"[ \t\r\n]+", " ", data))

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
