"""Colours have one home, and nothing on a page breaks the policy that forbids inline styles and scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[1]
PACKAGE = APP.parent
STYLES = sorted((APP / "styles").glob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\((?!from)|light-dark\(", re.ASCII)
NAMED = re.compile(r":[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|orange|yellow|purple|teal)\b(?![-(])")
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)")
TOKEN = re.compile(r"var\(--([a-z0-9-]+)")


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=lambda path: path.name)
def test_only_the_tokens_name_a_colour(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert COLOUR.findall(text) + NAMED.findall(text) == []


def test_drawings_name_no_colour() -> None:
    for path in (APP / "drawing").glob("*.py"):
        assert re.findall(r"(?:fill|stroke)=\"(?!none|currentColor|\{)[^\"]*\"", path.read_text()) == [], path.name


def test_every_token_that_is_used_exists() -> None:
    known = set(re.findall(r"^\s*--([a-z0-9-]+):|;\s*--([a-z0-9-]+):", (APP / "styles/tokens.css").read_text(), flags=re.M))
    names = {name for pair in known for name in pair if name} | {"c"}
    used = {name for path in STYLES for name in TOKEN.findall(path.read_text())}
    assert used - names == set()


def test_every_style_sheet_is_in_the_bundle() -> None:
    assert {path.name for path in STYLES} - set(re.findall(r'@import "([\w.-]+)"', (APP / "styles/site.css").read_text())) == {"site.css"}


def test_no_template_has_inline_styles_or_scripts() -> None:
    wrong = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("templates/**/*.html")
        if "mail" not in path.parts and INLINE.search(re.sub(r"{%.*?%}", "", path.read_text()))
    ]
    assert wrong == []


def _channels(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, as the accessibility guidelines define it."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = sorted(sum(w * c for w, c in zip(weights, _channels(colour), strict=True)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def tokens(theme: int) -> dict[str, str]:
    found = re.findall(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (APP / "styles/tokens.css").read_text())
    return {name: pair[theme] for name, *pair in found}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "sheet", 7),
        ("ink", "accent-wash", 7),
        ("ink-2", "sheet", 7),
        ("ink-3", "paper", 4.5),
        ("ink-3", "sheet", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "accent-wash", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-deep", 4.5),
        ("sev1", "sev1-wash", 4.5),
        ("sev2", "sev2-wash", 4.5),
        ("sev3", "sev3-wash", 4.5),
        ("good", "good-wash", 4.5),
        ("edge", "sheet", 3),
    ],
)
def test_inks_can_be_read_on_their_grounds(theme: int, ink: str, ground: str, least: float) -> None:
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= least
