"""Rules as data: one file a rule, with its explanation, source, rewordings and examples of what it flags and lets pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from secondstory.language.findings import Category, Level
from secondstory.language.prose import Scope

FOLDER = Path(__file__).parent / "rules"
_EVERYWHERE = (Scope.PROSE, Scope.TIMELINE, Scope.ACTIONS)


class RuleFileError(ValueError):
    """A rule file cannot be used. The message names the file and says what to do."""


@dataclass(frozen=True)
class Rule:
    """One rule as its file says it."""

    id: str
    category: Category
    level: Level
    kind: str
    """The kind of check; a module of `language.checks` carries it out, or another part of the package names it as its own."""
    message: str
    why: str
    source: str
    rewordings: tuple[str, ...]
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    scopes: tuple[Scope, ...] = _EVERYWHERE
    check: Mapping[str, Any] = field(default_factory=dict)
    """What the kind of check needs to know, as it stands in the table `[check]`."""
    rewording: Mapping[str, Any] = field(default_factory=dict)
    """How to make a rewording of the words of the sentence; see `rewording.py`."""


_FIELDS = {"id", "category", "level", "kind", "message", "why", "source", "rewordings", "flags", "passes", "scopes", "check", "rewording"}


def read_rule(path: Path) -> Rule:
    """Read one rule file; raise `RuleFileError`."""
    import tomllib

    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RuleFileError(f"{path}: this is not a readable TOML file ({error}).") from error
    return _rule(path, read)


def _rule(path: Path, read: Mapping[str, Any]) -> Rule:
    unknown = sorted(set(read) - _FIELDS)
    if unknown:
        raise RuleFileError(f"{path}: the field {unknown[0]!r} is not known. A rule has {', '.join(sorted(_FIELDS))}.")
    try:
        return Rule(
            id=_text(read, "id", default=path.stem),
            category=Category(_text(read, "category")),
            level=Level(_text(read, "level")),
            kind=_text(read, "kind", default="phrase"),
            message=_text(read, "message"),
            why=_text(read, "why"),
            source=_text(read, "source", default=""),
            rewordings=tuple(read.get("rewordings", ())),
            flags=tuple(read.get("flags", ())),
            passes=tuple(read.get("passes", ())),
            scopes=tuple(Scope(scope) for scope in read.get("scopes", _EVERYWHERE)),
            check=read.get("check", {}),
            rewording=read.get("rewording", {}),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise RuleFileError(f"{path}: {error}.") from error


def _text(read: Mapping[str, Any], name: str, *, default: str | None = None) -> str:
    value = read.get(name, default)
    if value is None:
        raise KeyError(f"the field {name!r} is missing")
    if not isinstance(value, str):
        raise TypeError(f"the field {name!r} has to be text")
    return " ".join(value.split()) if "\n\n" not in value else value.strip()


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """Return all rules that come with the product, in the order of their files."""
    return tuple(read_rule(path) for path in sorted(FOLDER.rglob("*.toml")))


def rules(*, folders: Iterable[Path] = (), off: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules of a run: those built in and those of own folders (one with a known id replaces it), without what is switched off.

    `off` holds ids of rules and names of categories; an unknown one raises `RuleFileError`.
    """
    held = {rule.id: rule for rule in built_in_rules()}
    for folder in folders:
        held |= {rule.id: rule for path in sorted(folder.rglob("*.toml")) for rule in [read_rule(path)]}
    unwanted = set(off)
    unknown = sorted(unwanted - set(held) - set(Category))
    if unknown:
        raise RuleFileError(f"There is no rule and no category {unknown[0]!r} to switch off.")
    return tuple(rule for rule in held.values() if rule.id not in unwanted and rule.category not in unwanted)
