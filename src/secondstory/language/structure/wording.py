"""The wordings of `wording.toml` as patterns, compiled when they are first used."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def wording(name: str) -> re.Pattern[str]:
    """One pattern that matches any wording of a list."""
    return re.compile("|".join(_read()[name]), re.IGNORECASE)


@cache
def _read() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text("utf-8"))
