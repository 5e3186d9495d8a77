"""Inline markup of Markdown and the quotations of any text, masked without moving a character.

Every pattern here is linear: its repeats cannot overlap, are bounded, or are possessive.
"""

import re

from secondstory.language.readers.tags import STAND_IN, blank, mask_tags, pattern

_NOT_OF_ADDRESS = ".,;:!?'’*_)"
_LONGEST_SCHEME = 8
_SENTENCE_ENDS = ".!?,;:…"


def mask_inline(text: str) -> str:
    """The passage with code, quotations, addresses and marks hidden; as long as it was."""
    if "\n>" in text:  # an alert of GitHub: a quotation in form only
        text = text.replace("\n>", "\n ")
    if "`" in text:
        text = mask_code_spans(text)
    if "\\" in text:
        text = pattern(r"""\\(?:(['’]\w*+)|(["“”.!()#+\-:;,?])|[!-/:-@\[-`{-~])""").sub(_unescaped, text)
    if "{" in text:
        text = pattern(r"\{%[^%{}\n]*+%\}|\{\{[^{}\n]*+\}\}|\{[:#.][^{}\n]*+\}").sub(blank, text)
    if "<" in text:
        text = mask_tags(text)
    if "[" in text:
        text = _mask_links(text)
    text = mask_plain(text)
    if "*" in text:
        text = text.replace("*", " ")
    if "~~" in text:
        text = text.replace("~~", "  ")
    if "_" in text:
        text = pattern(r"_++").sub(_underscores, text)
    return text


def mask_plain(text: str) -> str:
    """The passage with the addresses, entities and quotations hidden that any format has; as long as it was."""
    if "://" in text:
        text = _mask_urls(text)
    if "www." in text or "@" in text:
        text = _mask_other_addresses(text)
    if "&" in text:
        text = mask_entities(text)
    return mask_quotations(text)


def mask_code_spans(text: str) -> str:
    """Hide what stands between two equally long runs of backticks."""
    runs = [(run.start(), run.end()) for run in re.finditer(r"`+", text)]
    next_of_length: dict[int, int] = {}
    partner = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = next_of_length.get(length, -1)
        next_of_length[length] = index
    pieces, done, index = [], 0, 0
    while index < len(runs):
        start, inside = runs[index]
        closing = partner[index]
        if closing < 0 or (start and text[start - 1] == "\\"):
            index += 1
            continue
        outside, end = runs[closing]
        pieces += [text[done:start], " " * (inside - start), STAND_IN * (outside - inside), " " * (end - outside)]
        done, index = end, closing + 1
    pieces.append(text[done:])
    return "".join(pieces)


def _mask_urls(text: str) -> str:
    """Hide web addresses behind one word each."""
    pieces, done = [], 0
    rest = pattern(r"[^\s<>\"“”]*+")
    while (at := text.find("://", done)) >= 0:
        start = at
        while start > max(done, at - _LONGEST_SCHEME) and text[start - 1].isalnum():
            start -= 1
        found = rest.match(text, at + 3)
        end = found.end() if found else at + 3
        kept = text[start:end].rstrip(_NOT_OF_ADDRESS)
        pieces += [text[done:start], STAND_IN * len(kept), text[start + len(kept) : end]]
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _mask_other_addresses(text: str) -> str:
    """Hide mail addresses, and web addresses without a scheme, behind one word each."""
    return pattern(r"\bwww\.[^\s<>\"“”]++|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}").sub(_address, text)


def mask_entities(text: str) -> str:
    """Resolve the entities of punctuation; the rest of a word moves up, so that "didn&#39;t" is one word, and blanks follow it."""
    return pattern(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});([^\W_]*+)").sub(_entity, text)


def mask_quotations(text: str) -> str:
    """Hide what stands in quotation marks within one passage, and keep the mark that ends a sentence."""
    if '"' in text:
        # An opening mark stands before a word, a closing one behind it; what has no partner stays.
        text = pattern(r'(?<![^\W_])(?<!")"(?=[^\s"])([^"]{1,1500}+)"(?![^\W_])').sub(_quotation, text)
    if "“" in text or "„" in text:
        text = pattern(r"[“„]([^“”„]{1,1500}+)[”“]").sub(_quotation, text)
    if "«" in text:
        text = pattern(r"«([^«»]{1,1500}+)»").sub(_quotation, text)
    if "‘" in text or ("'" in text and (" '" in text or "('" in text or "\n'" in text or text[0] == "'")):
        text = pattern(r"""(?<![\w'"’)\]])['‘](?=[^\W\d_])([^'‘’\n]{1,80}+(?:['’][^\W_]{1,3}+[^'‘’\n]{1,80}+){0,3}+)['’](?![^\W_])""").sub(
            _quotation, text
        )
    return text


def _mask_links(text: str) -> str:
    if "![" in text:
        text = pattern(rf"!\[[^\[\]]{{0,900}}+{_TARGET}").sub(blank, text)
    if "[^" in text:
        text = pattern(r"\[\^[^\[\]\s]{1,99}+\](?::)?").sub(blank, text)
    if "[[" in text:
        text = pattern(r"\[\[(?:[^\[\]|\n]{1,300}+\|)?([^\[\]|\n]{1,300}+)\]\]").sub(_inner, text)
    text = pattern(_TARGET).sub(blank, text)
    text = pattern(r"\]\[[^\[\]]{0,300}+\]").sub(blank, text)
    return text.replace("[", " ").replace("]", " ")


# The end of a link: "](address "title")". Its parts stop at the next bracket, so no attempt reads far.
_TARGET = r"""\]\(\s{0,9}+<?[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+){0,8}+>?(?:\s{1,9}+(?:"[^"\]]{0,900}+"|'[^'\]]{0,900}+'))?\s{0,9}+\)"""


def _inner(match: re.Match[str]) -> str:
    start, end = match.span(1)
    return " " * (start - match.start()) + match[1] + " " * (match.end() - end)


def _unescaped(match: re.Match[str]) -> str:
    tail, mark = match[1], match[2]
    if tail:
        return f"{tail} "
    return f" {mark}" if mark else "  "


def _address(match: re.Match[str]) -> str:
    kept = match[0].rstrip(_NOT_OF_ADDRESS)
    return STAND_IN * len(kept) + match[0][len(kept) :]


def _quotation(match: re.Match[str]) -> str:
    inside = match[1]
    if inside[-1] in _SENTENCE_ENDS:
        return f" {STAND_IN * (len(inside) - 1)}{inside[-1]} "
    return f" {STAND_IN * len(inside)} "


def _entity(match: re.Match[str]) -> str:
    from html import unescape

    name, tail = match[1], match[2]
    letters = unescape(f"&{name};")
    if len(letters) != 1:
        return match[0]
    if letters in "<>[]`*_\xa0\r\n" or not letters.isprintable():
        return " " * (len(name) + 2) + tail
    if letters.isalnum() or letters in "'’‘":
        return f"{letters}{tail}".ljust(len(match[0]))
    return letters.ljust(len(name) + 2) + tail


def _underscores(match: re.Match[str]) -> str:
    """Blanks for marks of emphasis; underscores inside a word are letters of it."""
    text, start, end = match.string, match.start(), match.end()
    is_inside = start and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
    return match[0] if is_inside else " " * (end - start)
