"""A drawing that needs no page around it: for a PDF, or to be kept as a file."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

STYLES = Path(__file__).parents[1] / "styles"
RULE = re.compile(r"^\.draw ([^{}]+?)\s*\{([^{}]*)\}", re.M)
DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
PAIR = re.compile(r"light-dark\((#[0-9a-f]+|rgb\([^)]*\)),\s*(#[0-9a-f]+|rgb\([^)]*\))\)")
FONT = re.compile(r"(\d+) (\d+)px/\S+ (.+)")
ATTRIBUTES = frozenset(
    ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "fill-opacity", "opacity", "text-anchor", "paint-order")
) | frozenset(("font-size", "font-weight", "font-family"))
OPENING = re.compile(r"<(text|tspan|rect|path|circle|g)( [^>]*)?/?>")
HEAD = re.compile(r"<svg[^>]*>(?:<title>.*?</title>)?(?:<desc>.*?</desc>)?")
CLASS = re.compile(r' class="([^"]*)"')


def standalone(svg: str, *, is_dark: bool = False) -> str:
    """The same drawing with its looks as attributes, read from the style sheet and the tokens; links and ids are left out."""
    looks = _looks(is_dark)
    ground = _value("var(--sheet)", is_dark=is_dark)
    drawn = re.sub(r"</?a\b[^>]*>", "", svg)
    drawn = re.sub(r' (?:data-[a-z]+|id|aria-labelledby|aria-describedby|tabindex)="[^"]*"', "", drawn)
    drawn = OPENING.sub(lambda found: _dressed(found, looks), drawn)
    drawn = re.sub(r'^<svg class="[^"]*"', '<svg xmlns="http://www.w3.org/2000/svg"', drawn)
    return re.sub(
        r"(<svg[^>]*>(?:<title>.*?</title>)?(?:<desc>.*?</desc>)?)", rf'\1<rect width="100%" height="100%" fill="{ground}"/>', drawn
    )


def _dressed(found: re.Match[str], looks: dict[str, dict[str, str]]) -> str:
    whole, element = found.group(0), found.group(1)
    named = CLASS.search(whole)
    names = set(named.group(1).split()) if named else set()
    attributes: dict[str, str] = {}
    for name, look in looks.items():
        if name in names or (name == "text" and element == "text"):
            attributes |= look
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{element}{written}" + CLASS.sub("", whole)[len(element) + 1 :]


@cache
def _looks(is_dark: bool) -> dict[str, dict[str, str]]:
    """Class, or ``text``, to attributes, in the order of the style sheet: what comes later overrules."""
    looks: dict[str, dict[str, str]] = {}
    for selectors, body in RULE.findall((STYLES / "drawing.css").read_text()):
        for selector in selectors.split(","):
            name = selector.strip().removeprefix(".draw ").lstrip(".")
            if name.replace("-", "").isalnum():
                looks.setdefault(name, {}).update(_attributes(body, is_dark=is_dark))
    return looks


def _attributes(body: str, *, is_dark: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in DECLARATION.findall(body):
        written = _value(value.strip(), is_dark=is_dark)
        if name == "font" and (font := FONT.fullmatch(written)):
            found |= {"font-weight": font[1], "font-size": font[2], "font-family": font[3]}
        elif name in ATTRIBUTES:
            found[name] = written.removesuffix("px")
    return found


def _value(written: str, *, is_dark: bool) -> str:
    tokens = _tokens()
    resolved = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: tokens[found[1]], written)
    return PAIR.sub(lambda pair: pair[2 if is_dark else 1], resolved)


@cache
def _tokens() -> dict[str, str]:
    return {name: value.strip() for name, value in TOKEN.findall((STYLES / "tokens.css").read_text())}
