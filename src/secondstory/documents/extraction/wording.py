"""The wordings of `wording.toml` as compiled patterns."""

import re
import tomllib
from importlib.resources import files

_DATA: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))


def wording(group: str, name: str) -> re.Pattern[str]:
    """One pattern that matches any wording of a list."""
    return re.compile("|".join(_DATA[group][name]), re.IGNORECASE)
