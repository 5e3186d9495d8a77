"""What a project has settled for its own texts, from `.secondstory.toml` or `pyproject.toml`."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from secondstory.language.findings import Level

OWN_FILE = ".secondstory.toml"
SHARED_FILE = "pyproject.toml"


class ConfigurationError(ValueError):
    """A configuration that cannot be used. The message names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a project. Patterns of files are relative to `folder`, where the configuration was found."""

    folder: Path | None = None
    off: tuple[str, ...] = ()
    """Ids of rules and names of categories that are switched off."""
    level: Level | None = None
    """The least level to show."""
    people: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    """Folders with rules of the project's own."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Words to add to the word lists of the rules."""
    include: tuple[str, ...] = ()
    """Only files that match one of these are looked at in folders; none means all."""
    exclude: tuple[str, ...] = ()
    structure: bool = False
    """Whether documents are also asked what they leave out."""
    docs: str = ""
    """Where the documentation of the rules stands, when a project keeps a copy of its own."""


def configuration_for(folder: Path) -> Configuration:
    """Return the configuration nearest upwards from `folder`; raise `ConfigurationError`."""
    return _nearest(os.path.abspath(folder))


def forget_configurations() -> None:
    """Read the files afresh from now on."""
    _nearest.cache_clear()


@cache
def _nearest(folder: str) -> Configuration:
    for name in (OWN_FILE, SHARED_FILE):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and (found := _read(Path(path))):
            return found
    above = os.path.dirname(folder)
    return _nearest(above) if above != folder else Configuration()


def _read(path: Path) -> Configuration | None:
    """Return the settings in the file, or None when it is about other things."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from error
    if path.name == SHARED_FILE and b"secondstory" not in content:
        return None
    import tomllib

    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except ValueError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}. Put this right, or remove the file.") from error
    if path.name == SHARED_FILE:
        section, table = "[tool.secondstory.lint]", _table(_table(_table(tables, "tool"), "secondstory"), "lint")
        if not table:
            return None
    else:
        section, table = ("[lint]", _table(tables, "lint")) if set(tables) == {"lint"} else ("the file", tables)
    return _configuration(table, path=path, section=section)


def _table(tables: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = tables.get(name)
    return inner if isinstance(inner, dict) else {}


def _configuration(table: Mapping[str, Any], *, path: Path, section: str) -> Configuration:
    where = f"{path}, {section}"
    unknown = sorted(set(table) - set(_READERS))
    if unknown:
        raise ConfigurationError(f"{where}: the key {unknown[0]!r} is not known. The keys are {', '.join(_READERS)}; remove or correct it.")
    values: dict[str, Any] = {name: _READERS[name](value, f"{where}: {name}", path.parent) for name, value in table.items()}
    return Configuration(folder=path.parent, **values)


def _text(value: object, where: str, _folder: Path) -> str:
    if isinstance(value, str):
        return value
    raise ConfigurationError(f"{where} has to be a text.")


def _texts(value: object, where: str, _folder: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    raise ConfigurationError(f'{where} has to be a list of texts, such as ["one", "two"].')


def _folders(value: object, where: str, folder: Path) -> tuple[Path, ...]:
    names = (value,) if isinstance(value, str) else _texts(value, where, folder)
    folders = tuple(folder / name for name in names)
    for own in folders:
        if not own.is_dir():
            raise ConfigurationError(f"{where}: there is no folder {own}. Make it, or remove it from the setting.")
    return folders


def _level(value: object, where: str, _folder: Path) -> Level:
    if isinstance(value, str) and value in set(Level):
        return Level(value)
    raise ConfigurationError(f'{where} has to be "warning" or "suggestion".')


def _switch(value: object, where: str, _folder: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise ConfigurationError(f"{where} has to be true or false.")


def _lists(value: object, where: str, folder: Path) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigurationError(f'{where} has to be a table of word lists, such as {{ role = ["watch officer"] }}.')
    return MappingProxyType({name: _texts(words, f"{where}.{name}", folder) for name, words in value.items()})


_READERS: Mapping[str, Callable[[object, str, Path], Any]] = {
    "off": _texts,
    "level": _level,
    "people": _texts,
    "rules": _folders,
    "words": _lists,
    "include": _texts,
    "exclude": _texts,
    "structure": _switch,
    "docs": _text,
}
