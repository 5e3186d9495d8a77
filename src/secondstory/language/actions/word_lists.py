"""The short words of `word_lists.toml`: modal verbs, months, names of groups and the like."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list, in lower case."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    with (Path(__file__).parent / "word_lists.toml").open("rb") as file:
        return tomllib.load(file)
