"""Which part of an HTML page is the document, and what the page says about itself around it."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, CData, Comment, Declaration, Doctype, ProcessingInstruction, Tag

_NEVER_VISIBLE = ["script", "style", "template", "svg", "head", "link", "meta"]
_FURNITURE_ROLES = {"navigation", "contentinfo", "search"}
_FURNITURE_CLASSES = {"breadcrumbs", "breadcrumb", "toc-macro", "headerlink", "skip-link", "expand-control-icon"}
_ENOUGH_TEXT = 200
_MARKUP_NOT_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)


@dataclass(frozen=True, slots=True)
class Page:
    content: Tag
    title: str | None = None
    front_matter: dict[str, object] = field(default_factory=dict)


def page_of(soup: BeautifulSoup) -> Page:
    title = _text(soup.title)
    for node in soup.find_all(string=lambda text: isinstance(text, _MARKUP_NOT_TEXT)):
        node.extract()
    for tag in soup.find_all(_NEVER_VISIBLE):
        tag.decompose()
    wiki_content = soup.find(class_="wiki-content")
    if isinstance(wiki_content, Tag):
        return _confluence(soup, wiki_content, title=title)
    article = soup.find("article", class_="page")
    if isinstance(article, Tag) and (header_title := _text(article.find("h1", class_="page-title"))):
        return Page(content=article, title=header_title, front_matter=_notion_id(article))
    _drop_furniture(soup)
    return Page(content=_main(soup), title=title or None)


def _drop_furniture(content: Tag) -> None:
    """Navigation and the like: what the page says about its site, not about the incident."""
    for tag in content.find_all(_is_furniture):
        tag.decompose()


def _is_furniture(tag: Tag) -> bool:
    if tag.name == "nav" or (tag.name == "footer" and tag.parent is not None and tag.parent.name == "body"):
        return True
    return bool(tag.attrs) and (tag.get("role") in _FURNITURE_ROLES or not _FURNITURE_CLASSES.isdisjoint(tag.get_attribute_list("class")))


def _confluence(soup: BeautifulSoup, content: Tag, *, title: str) -> Page:
    """The wiki text, and the comments below it. Labels and the line about its author become front matter."""
    heading = _text(soup.find(id="title-text")) or title
    facts: dict[str, object] = {}
    if metadata := _text(soup.find(class_="page-metadata")):
        facts["page_metadata"] = metadata
    labels = [label for tag in soup.select(".label-list a, .labels-content a") if (label := _text(tag))]
    if labels:
        facts["labels"] = list(dict.fromkeys(labels))
    _drop_furniture(content)
    comments = soup.find(id="comments", class_="pageSectionTitle")
    section = comments.find_parent(class_="pageSection") if comments else None
    if section is not None:
        content.append(section.extract())
    return Page(content=content, title=heading.partition(" : ")[2] or heading or None, front_matter=facts)


def _notion_id(article: Tag) -> dict[str, object]:
    identity = str(article.get("id") or "").replace("-", "")
    return {"id": identity} if re.fullmatch(r"[0-9a-f]{32}", identity) else {}


def _main(soup: BeautifulSoup) -> Tag:
    """The one element marked as main, unless next to nothing of the page's text is in it."""
    body = soup.body or soup
    candidates: tuple[list[Tag], ...] = (
        soup.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main"),
        soup.find_all("article"),
    )
    for found in candidates:
        if len(found) == 1:
            size = len(_text(found[0]))
            if size >= _ENOUGH_TEXT or size * 2 >= len(_text(body)):
                return found[0]
    return body


def _text(tag: object) -> str:
    return " ".join(tag.get_text(" ").split()) if isinstance(tag, Tag) else ""
