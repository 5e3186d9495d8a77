"""Inline Markdown reduced to what a reader sees. Every pattern is linear in its input."""

import html
import re

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s[^()]*)?\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s[^()]*)?\)")
_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_EMPHASIS = re.compile(r"\*{1,3}|~~|`+|(?<![A-Za-z0-9])_{1,3}|_{1,3}(?![A-Za-z0-9])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_MARKED = re.compile(r"[\[<*`_~\\&]")


def plain(text: str) -> str:
    """`text` without marks: link and image texts stay, addresses and tags go."""
    if _MARKED.search(text):
        if "[" in text:
            text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
        if "<" in text:
            text = _TAG.sub(" ", _AUTOLINK.sub(r"\1", text))
        if "\\" in text:
            text = _ESCAPE.sub(r"\1", text)
        text = _EMPHASIS.sub("", text) if "_" in text or "~~" in text else text.replace("*", "").replace("`", "")
        if "&" in text:
            text = html.unescape(text)
    return " ".join(text.split())
