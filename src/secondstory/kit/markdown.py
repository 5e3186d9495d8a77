"""Markdown as people and documents write it, shown safely. The only place that turns what somebody wrote into HTML."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

HIGHEST_HEADING = 3  # A page has its title, a section its name; headings inside come below.
_PLAIN = re.compile(r"[\w ,;:?%()\x22'’“”„–—/€$+=.-]*", re.UNICODE)
_ESCAPED = re.compile(r"(?:[\w ,;:?%()\x22'’“”„–—/€$+=.-]|\\[!-/:-@\[-`{-~])*", re.UNICODE)
_ESCAPE = re.compile(r"\\(.)")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&!]")
_LINE_START = re.compile(r"^(\s*\d{0,9})([-+=.)])")
_BOX = re.compile(r"\[([ xX])\]\s+")
# fmt: off
_TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tr", "th", "td", "div", "span",
}
# fmt: on
_ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"class"},
    "th": {"class"},
    "td": {"class"},
}


def markdown_html(text: str) -> SafeString:
    """Return Markdown (GFM: tables, strikethrough, task lists) as clean HTML.

    HTML in the source is never taken over: its tags go, its words stay. Images become links, since pages load nothing from elsewhere.
    """
    return SafeString(_cleaned(_reader().render(text))) if text.strip() else SafeString("")


def markdown_line(text: str) -> SafeString:
    """Return the Markdown of one line or passage as clean HTML without paragraphs, for use inside a line."""
    if _is_plain(text):
        return SafeString(escape(text, quote=False))
    if _is_escaped(text):
        return SafeString(escape(_ESCAPE.sub(r"\1", text), quote=False).replace("  \n", "<br>\n"))
    return SafeString(_cleaned(_reader().renderInline(text)))


def markdown_text(text: str) -> str:
    """Return the words of Markdown without its signs, for titles, drawings and feeds."""
    if _is_plain(text):
        return " ".join(text.split())
    return " ".join(unescape(nh3.clean(_reader().render(text), tags=set())).split())


def markdown_of_plain(text: str) -> str:
    """Return Markdown that shows exactly this plain text: signs of Markdown and HTML in it stand for themselves, addresses stay links."""
    if _is_plain(text):
        return text.strip()
    lines = [_line_of_plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")]
    return "  \n".join(lines).strip()


def _line_of_plain(line: str) -> str:
    if _is_plain(line):
        return line
    escaped = _SIGNS.sub(lambda sign: "\\" + sign[0], line)
    return _LINE_START.sub(r"\1\\\2", escaped)


def _is_plain(text: str) -> bool:
    """Say whether Markdown sees only words here, which spares most lines the reading."""
    return _PLAIN.fullmatch(text) is not None and "://" not in text and not text.startswith(("- ", "+ ", "="))


def _is_escaped(text: str) -> bool:
    """Say whether Markdown sees only words, escaped signs and breaks of lines here: what `markdown_of_plain` makes of most texts."""
    if "://" in text or text != text.strip():
        return False
    return all(_ESCAPED.fullmatch(line) and line and not line[0].isspace() and not line[-1].isspace() for line in text.split("  \n"))


def _cleaned(html: str) -> str:
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer nofollow"
    )


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.core.ruler.push("headings", _step_headings_down)
    reader.core.ruler.push("boxes", _show_boxes)
    for name, rule in (
        ("image", _image),
        ("link_open", _link),
        ("html_inline", _inline_html),
        ("html_block", _html_block),
        ("table_open", _open_table),
        ("table_close", _close_table),
        ("th_open", _cell),
        ("td_open", _cell),
        ("fence", _code),
        ("code_block", _code),
    ):
        reader.add_render_rule(name, rule)
    return reader


def _step_headings_down(state: StateCore) -> None:
    """Let headings begin at h3 and never skip a level, whatever the source began with."""
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            stated = int(token.tag[1])
            while above and above[-1] >= stated:
                above.pop()
            above.append(stated)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, HIGHEST_HEADING + len(above) - 1)}"


def _show_boxes(state: StateCore) -> None:
    """Show the boxes of a task list as signs with a word for screen readers."""
    for position, token in enumerate(state.tokens):
        if token.type != "inline" or position < 2 or state.tokens[position - 2].type != "list_item_open" or not token.children:
            continue
        box = _BOX.match(token.children[0].content)
        if box:
            first = token.children[0]
            first.content = first.content[box.end() :]
            sign, word = ("☐", "open: ") if box[1] == " " else ("☑", "done: ")
            mark = Token(
                "html_inline", "", 0, content=f'<span class="box">{sign}</span> <span class="hide">{word}</span>', meta={"ours": True}
            )
            token.children.insert(0, mark)


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    words = escape(self.renderInlineAsText(token.children, options, env) or "Image")
    source = str(token.attrs.get("src", ""))
    return f'<a href="{escape(source)}">{words}</a>' if source.startswith(("http://", "https://")) else words


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A link leads to a whole address; one into the source's own folder or page leads nowhere here and stays as words."""
    address = str(tokens[index].attrs.get("href", ""))
    return f'<a href="{escape(address)}">' if address.startswith(("http://", "https://", "mailto:")) else "<a>"


def _inline_html(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    if token.meta.get("ours"):
        return token.content
    return "<br>" if re.fullmatch(r"<br\s*/?>", token.content, re.IGNORECASE) else ""


def _html_block(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    words = nh3.clean(tokens[index].content, tags=set()).strip()
    return f"<p>{words}</p>" if words else ""


def _open_table(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>'


def _close_table(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</table></div>"


def _cell(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A cell says its side by a class: the pages allow no style attributes."""
    token = tokens[index]
    return f'<{token.tag} class="r">' if "right" in str(token.attrs.get("style", "")) else f"<{token.tag}>"


def _code(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[index].content)}</code></pre>'
