"""Reshapes an HTML tree so that it says with Markdown's few elements what it said with its own."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

_DEEPEST = 100
_BLOCKS = {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "ul",
}  # fmt: skip
_PLAIN_BLOCKS = [
    "address", "aside", "center", "details", "dialog", "fieldset", "figure", "footer", "form", "header", "hgroup", "legend", "main", "nav",
    "noscript", "option",
]  # fmt: skip
_INLINE_MARKS = ["a", "b", "strong", "em", "i", "del", "s", "code", "kbd", "samp", "sub", "sup", "q"]
_CHECKED_CLASSES = {"checked", "checkbox-on"}
_NEW = BeautifulSoup("", "lxml")


def flatten(content: Tag) -> bool:
    """Turn what is nested deeper than any reader could follow into plain paragraphs, so that recursion stays shallow."""
    depths = {id(content): 0}
    too_deep: list[Tag] = []
    for node in content.descendants:
        if isinstance(node, Tag):
            depth = depths[id(node.parent)] + 1
            depths[id(node)] = depth
            if depth == _DEEPEST:
                too_deep.append(node)
    for tag in too_deep:
        texts = list(tag.stripped_strings)
        tag.clear()
        for text in texts:
            tag.append(_element("p", text))
    return bool(too_deep)


def reshape(content: Tag) -> int:
    """Change the tree in place. Answers how many embedded pictures lost their data."""
    tags = _by_name(content)
    for name in _PLAIN_BLOCKS:
        for tag in tags[name]:
            tag.name = "div"
    for tag in tags["summary"]:
        tag.name = "p"
    for tag in tags["span"]:
        if "literal" in _classes(tag):
            tag.name = "code"
    for line_break in tags["br"]:
        if line_break.find_parent("pre"):
            line_break.replace_with("\n")
    _unwrap_marks_around_blocks(tags)
    _show_checkboxes(tags)
    _spell_out_times(tags)
    _define_terms(tags)
    _mend_lists(tags)
    _open_layout_tables(tags)
    return _drop_embedded_pictures(tags)


def _by_name(content: Tag) -> dict[str, list[Tag]]:
    """One pass over the tree instead of one for each question."""
    tags: dict[str, list[Tag]] = defaultdict(list)
    for node in content.descendants:
        if isinstance(node, Tag):
            tags[node.name].append(node)
    return tags


def escaped_text(text: str) -> str:
    """Text as a Markdown paragraph that says exactly this."""
    return re.sub(r"([\\`*_\[\]<>#|&~])", r"\\\1", " ".join(text.split()))


def _element(name: str, text: str = "") -> Tag:
    tag = _NEW.new_tag(name)
    if text:
        tag.string = text
    return tag


def _unwrap_marks_around_blocks(tags: dict[str, list[Tag]]) -> None:
    """Bold around whole paragraphs (Google Docs wraps a page in it) has no form in Markdown."""
    around = {id(parent): parent for name in _BLOCKS for block in tags[name] for parent in block.parents if parent.name in _INLINE_MARKS}
    for tag in around.values():
        tag.unwrap()


def _show_checkboxes(tags: dict[str, list[Tag]]) -> None:
    for item in tags["li"]:
        if item.parent is not None and "inline-task-list" in _classes(item.parent):
            item.insert(0, "[x] " if "checked" in _classes(item) else "[ ] ")
    for box in [*tags["div"], *tags["span"]]:
        if "checkbox" in _classes(box) and not box.get_text(strip=True):
            box.replace_with("[x] " if _CHECKED_CLASSES & _classes(box) else "[ ] ")
    for box in tags["input"]:
        kind = str(box.get("type") or "").lower()
        if kind == "checkbox":
            box.replace_with("[x] " if box.has_attr("checked") else "[ ] ")
        elif kind not in {"hidden", "submit", "button"} and box.get("value"):
            box.replace_with(str(box["value"]))


def _classes(tag: Tag) -> set[str]:
    classes = tag.get("class")
    return set(classes) if isinstance(classes, list) else set(str(classes or "").split())


def _spell_out_times(tags: dict[str, list[Tag]]) -> None:
    """A time element without a year in its text gets the full date it carries."""
    for tag in tags["time"]:
        stamp = str(tag.get("datetime") or "")
        text = tag.get_text(" ", strip=True)
        if not text:
            tag.string = stamp
        elif re.match(r"\d{4}-\d{2}-\d{2}", stamp) and stamp[:4] not in text:
            tag.append(f" ({stamp})")
        tag.unwrap()


def _define_terms(tags: dict[str, list[Tag]]) -> None:
    """`Term: definition`, the term in bold."""
    for term in tags["dt"]:
        strong = _element("strong")
        strong.extend(list(term.contents))
        term.append(strong)
        definition = term.find_next_sibling()
        is_short = isinstance(definition, Tag) and definition.name == "dd" and not definition.find(lambda tag: tag.name in _BLOCKS - {"p"})
        if is_short and isinstance(definition, Tag) and len(definition.find_all("p")) <= 1:
            for paragraph in definition.find_all("p"):
                paragraph.unwrap()
            term.append(" " if strong.get_text().rstrip().endswith(":") else ": ")
            term.extend(list(definition.contents))
            definition.decompose()
        term.name = "p"
    for tag in [*tags["dd"], *tags["dl"]]:
        tag.name = "div"


def _mend_lists(tags: dict[str, list[Tag]]) -> None:
    """Only items stand in lists, only lists hold items, and each item of a numbered list knows its number."""
    for tag in tags["li"]:
        if tag.parent is None or tag.parent.name not in {"ul", "ol"}:
            tag.wrap(_element("ul"))
    for found in [*tags["ul"], *tags["ol"]]:
        _put_strays_into_items(found)
    for found in tags["ol"]:
        start = str(found.get("start") or "1")
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        for offset, item in enumerate(found.find_all("li", recursive=False)):
            item["data-number"] = str(number + offset)


def _put_strays_into_items(found: Tag) -> None:
    last: Tag | None = None
    for child in list(found.contents):
        if isinstance(child, Tag) and child.name == "li":
            last = child
        elif isinstance(child, Tag) or str(child).strip():
            if last is None:
                last = _element("li")
                child.insert_before(last)
            last.append(child.extract())


def _open_layout_tables(tags: dict[str, list[Tag]]) -> None:
    """A table around other tables, or of a single cell, is a frame: what is in it comes out."""
    for table in tags["table"]:
        cells = list(_cells(table))
        if len(cells) <= 1 or table.find("table"):
            for cell in cells:
                cell.name = "div"
            for part in table.find_all(["caption"], recursive=False):
                part.name = "div"
            for part in _own(table, {"thead", "tbody", "tfoot", "tr", "colgroup"}):
                part.name = "div"
            table.name = "div"


def _cells(table: Tag) -> Iterator[Tag]:
    return _own(table, {"td", "th"})


def _own(table: Tag, names: set[str]) -> Iterator[Tag]:
    """The parts of this table, not of the tables inside it."""
    waiting = deque(child for child in table.children if isinstance(child, Tag))
    while waiting:
        tag = waiting.popleft()
        if tag.name in names:
            yield tag
        if tag.name in {"thead", "tbody", "tfoot", "tr", "div"}:
            waiting.extend(child for child in tag.children if isinstance(child, Tag))


def _drop_embedded_pictures(tags: dict[str, list[Tag]]) -> int:
    dropped = 0
    for image in tags["img"]:
        alt = " ".join(str(image.get("alt") or image.get("title") or "").split())
        source = str(image.get("src") or "")
        if "emoticon" in _classes(image):
            image.replace_with(NavigableString(str(image.get("data-emoji-fallback") or alt)))
        elif not source or source.startswith("data:"):
            image.replace_with(NavigableString(alt))
            dropped += 1
    return dropped
