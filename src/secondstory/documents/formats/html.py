"""HTML: single pages, Confluence space exports, Notion's HTML, and what other formats are turned into on their way."""

import re
import warnings

from bs4 import BeautifulSoup

from secondstory.documents.formats import Converted
from secondstory.documents.formats.completeness import missing_from
from secondstory.documents.formats.html_markdown import to_markdown
from secondstory.documents.formats.html_page import Page, page_of
from secondstory.documents.formats.html_shape import escaped_text, flatten, reshape

_NOT_IN_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\ufffe\uffff]")


def read(html: str) -> Converted:
    return convert_page(page_of(_parsed(html)))


def convert(html: str) -> Converted:
    """HTML that another format was turned into: all of it is the document's own text."""
    soup = _parsed(html)
    return convert_page(Page(content=soup.body or soup))


def _parsed(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns about text that looks like an address or like XML
        return BeautifulSoup(_NOT_IN_TEXT.sub("", html), "lxml")


def convert_page(page: Page) -> Converted:
    content = page.content
    notes: list[str] = []
    visible = list(content.stripped_strings)
    if flatten(content):
        notes.append("Its deepest nested parts were flattened.")
    pictures = reshape(content)
    if pictures:
        notes.append(f"{pictures} embedded pictures were left out; their descriptions are kept.")
    markdown = to_markdown(content)
    if missing := missing_from(markdown, passages=visible):
        markdown = "\n\n".join([markdown, *map(escaped_text, missing)])
    return Converted(markdown=markdown.strip("\n") + "\n", front_matter=page.front_matter, title=page.title, warnings=tuple(notes))
