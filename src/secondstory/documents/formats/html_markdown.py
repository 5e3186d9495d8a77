"""A reshaped HTML tree to GitHub's Markdown. What looks like a mark but is text is escaped, and nothing else, so that it reads well."""

import re
from typing import Any

from bs4 import NavigableString, Tag
from markdownify import MarkdownConverter

_BLOCKS = {
    "article", "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip

_SPACE = re.compile(r"[\s\xa0]+")
_INLINE_MARK = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$)          # a backslash that would escape
      | (?<!\s)\*|\*(?!\s)|`             # emphasis and code
      | (?<![^\W_])_|_(?![^\W_])         # an underscore at the edge of a word
      | <(?=[A-Za-z/!?])|&(?=\#?\w+;)    # tags and entities
      | \[(?=[^\[\]]*\](?:\(|:))|\](?=\()  # links and their definitions
      | ~(?=~)""",
    re.VERBOSE,
)
_LINE_MARK = re.compile(r"\s*(?:(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|=+\s*$|-[-\s]*$|~{3}))")
_LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*|highlight-source-|^code (?=\S+ literal-block))([A-Za-z0-9_+#-]+)")
_WIDEST = 60


def to_markdown(content: Tag) -> str:
    text: str = _Converter().process_tag(content, parent_tags=set())
    return text if "```" in text else re.sub(r"\n{3,}", "\n\n", text)


class _Converter(MarkdownConverter):
    def __init__(self) -> None:
        super().__init__(wrap=True, wrap_width=None)

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        if node.name == "table":
            return self._table(node, parent_tags or set())
        text: str = super().process_tag(node, parent_tags=parent_tags)  # type: ignore[misc]
        return text

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        tags = parent_tags or set()
        if "pre" in tags:
            return str(el)
        text = _SPACE.sub(" ", str(el))
        before, after, parent = el.previous_sibling, el.next_sibling, el.parent
        if _is_block(before) or (not before and _is_block(parent)):
            text = text.lstrip()
        if _is_block(after) or (not after and _is_block(parent)):
            text = text.rstrip()
        if "_noformat" in tags:
            return text
        text = _INLINE_MARK.sub(r"\\\g<0>", text)
        if "a" in tags:
            text = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)
        return _escaped_line_start(text) if _starts_line(el) else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = _address(el.get("href"))
        inner = text.strip()
        if "_noformat" in parent_tags or not address or not inner:
            return text
        if inner.replace("\\", "") == address and "://" in address:
            return text.replace(inner, f"<{address}>")
        return text.replace(inner, f"[{inner}]({address})")

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = re.sub(r"([\[\]\\*_`<])", r"\\\1", _SPACE.sub(" ", str(el.get("alt") or "")))
        return f"![{alt}]({_address(el.get('src')) or ''})"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _in_cell(parent_tags):
            return "\n"
        if "_inline" in parent_tags:
            return " "
        is_last = not el.next_sibling or not any(str(node).strip() for node in el.next_siblings)
        return "\n" if is_last else "\\\n"

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _in_cell(parent_tags):
            return f"\n{text}\n"
        paragraph: str = super().convert_p(el, text, parent_tags)  # type: ignore[misc]
        return paragraph

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _in_cell(parent_tags):
            return f"\n{text}\n"
        block: str = super().convert_div(el, text, parent_tags)  # type: ignore[misc]
        return block

    convert_article = convert_div
    convert_section = convert_div
    convert_figcaption = convert_div
    convert_caption = convert_div

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802  its name in markdownify
        if _in_cell(parent_tags):
            return f"\n{text}\n"
        heading = _SPACE.sub(" ", text).strip()
        if not heading:
            return ""
        if heading.endswith("#") and not heading.endswith("\\#"):
            heading = heading[:-1] + "\\#"
        return f"\n\n{'#' * max(1, min(6, n))} {heading}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip()
        if not text:
            return "\n"
        if _in_cell(parent_tags):
            return f"\n• {text}\n"
        marker = f"{el['data-number']}. " if el.has_attr("data-number") else "- "
        indented = text.replace("\n", "\n" + " " * len(marker))
        return re.sub(r"\n +(?=\n)", "\n", f"{marker}{indented}\n")

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n")
        if not text.strip():
            return ""
        if _in_cell(parent_tags):
            return "\n" + "\n".join(f"`{line.strip().replace('`', chr(39))}`" for line in text.split("\n") if line.strip()) + "\n"
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{_language(el)}\n{text}\n{fence}\n\n"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _marked("**", el, text, parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _marked("*", el, text, parent_tags)

    convert_b = convert_strong
    convert_i = convert_em

    def _table(self, table: Tag, parent_tags: set[str]) -> str:
        rows = table.find_all("tr")
        grid = _grid([[(self._cell(cell, parent_tags), cell) for cell in _row_cells(row)] for row in rows])
        if not any(grid):
            return self.convert_div(table, _SPACE.sub(" ", table.get_text(" ")), parent_tags)
        first = _row_cells(rows[0])
        has_header = all(cell.name == "th" for cell in first) or rows[0].parent.name == "thead" or not table.find("th")
        width = max(map(len, grid))
        header = grid.pop(0) if has_header else []
        lines = [_line(header + [""] * (width - len(header))), _line(["---"] * width), *map(_line, grid)]
        caption = table.find("caption")
        above = f"{self.process_tag(caption, parent_tags).strip()}\n\n" if isinstance(caption, Tag) else ""
        return f"\n\n{above}" + "\n".join(lines) + "\n\n"

    def _cell(self, cell: Tag, parent_tags: set[str]) -> str:
        text = self.process_tag(cell, parent_tags | {"table", "tr"})
        text = re.sub(r"(?<!\\)\|", r"\\|", text)
        return re.sub(r"(?:\s*\\?\n\s*)+", "<br>", text.strip())

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_th = convert_td


def _is_block(node: object) -> bool:
    return isinstance(node, Tag) and node.name in _BLOCKS


def _in_cell(parent_tags: set[str]) -> bool:
    return "td" in parent_tags or "th" in parent_tags


def _row_cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _grid(rows: list[list[tuple[str, Tag]]]) -> list[list[str]]:
    """Cells by row and column: one that spans rows stands in each of them, one that spans columns in the first."""
    grid: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for text, cell in row:
            _continue_spans(line, spanning)
            for offset in range(_span(cell, "colspan")):
                if (rows_left := _span(cell, "rowspan") - 1) > 0:
                    spanning[len(line)] = (rows_left, text if offset == 0 else "")
                line.append(text if offset == 0 else "")
        _continue_spans(line, spanning)
        grid.append(line)
    return grid


def _continue_spans(line: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    while len(line) in spanning:
        rows_left, text = spanning.pop(len(line))
        line.append(text)
        if rows_left > 1:
            spanning[len(line) - 1] = (rows_left - 1, text)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(_WIDEST, int(value))) if re.fullmatch(r"\d{1,4}", value) else 1


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _starts_line(el: NavigableString) -> bool:
    """Whether this text is the first of its block or follows a line break."""
    node: Any = el
    while True:
        before = node.previous_sibling
        while before is not None and not isinstance(before, Tag) and not str(before).strip():
            before = before.previous_sibling
        if before is not None:
            return isinstance(before, Tag) and (before.name == "br" or _is_block(before))
        node = node.parent
        if node is None or _is_block(node):
            return True


def _escaped_line_start(text: str) -> str:
    found = _LINE_MARK.match(text)
    if not found or (found["digits"] is None and text[found.end() : found.end() + 1] in {"\\", ""}):
        return text
    return f"{text[: found.end()]}\\{text[found.end() :]}"


def _marked(mark: str, el: Tag, text: str, parent_tags: set[str]) -> str:
    inner = text.strip()
    if "_noformat" in parent_tags or not inner or mark[0] in inner[:1] + inner[-1:] or {el.name} & parent_tags:
        return text
    lead, trail = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    following = el.next_sibling
    if not trail and not inner[-1].isalnum() and isinstance(following, NavigableString) and str(following)[:1].isalnum():
        trail = " "  # closing marks after punctuation need a space to count
    return f"{lead}{mark}{inner}{mark}{trail}".replace("\n" + mark, mark) if "\n\n" not in inner else text


def _address(value: object) -> str:
    address = str(value or "").strip()
    if not address or address.startswith("#") or re.match(r"(?:javascript|data|vbscript):", address, re.IGNORECASE):
        return ""
    return re.sub(r"[\s()<>|\\\"]", lambda char: f"%{ord(char[0]):02X}", address)


def _language(pre: Tag) -> str:
    code = pre.find("code")
    tags = [pre, code] if isinstance(code, Tag) else [pre]
    for tag in tags:
        for attribute in ("data-syntaxhighlighter-params", "class"):
            found = _LANGUAGE.search(" ".join(str(part) for part in tag.get_attribute_list(attribute) if part))
            if found:
                return found[1].lower()
    return ""
