"""Markdown that somebody wrote in a chat, as the plain text that a reader saw."""

import re

_CODE = re.compile(r"```[\w+-]*\n(.*?)\n?```|```(.*?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,1000})\]\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000})(?: \"[^\"\n]{0,500}\")?\)")
_STYLES = tuple(
    re.compile(rf"(?<![\w{sign[0]}]){re.escape(sign)}(?=[^\s{sign[0]}])([^\n]{{0,2000}}?[^\s{sign[0]}]){re.escape(sign)}(?![\w{sign[0]}])")
    for sign in ("**", "__", "~~", "*", "_")
)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


def text_of_markdown(markup: str) -> str:
    """Take marks of style off and keep the words of links; quotes, lists and emoji stay as written."""
    if not re.search(r"[*_~`\[#]", markup):
        return markup.strip()
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(markup):
        pieces += (_prose(markup[end : code.start()]), next(text for text in code.groups() if text is not None))
        end = code.end()
    return "".join([*pieces, _prose(markup[end:])]).strip()


def _prose(text: str) -> str:
    text = _HEADING.sub("", _LINK.sub(r"\1", text) if "](" in text else text)
    for style, sign in zip(_STYLES, "*_~*_", strict=True):
        if text.count(sign) > 1:
            text = style.sub(r"\1", text)
    return text
