"""YAML as people write it above their documents. It is loaded only for a file that has some."""

import re
from collections.abc import Hashable
from typing import Any

import yaml

from secondstory.documents.values import UnreadableError

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

_MOST_ALIASES = 20


class _Loader(SafeLoader):
    """YAML as people mean it: `10:30` is a time and `1.10` a version, so both stay text; nothing may be stated twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = next((key for key in keys if keys.count(key) > 1), None) if len(keys) <= 200 else None
        if twice is not None:
            raise UnreadableError(f"it states {twice!r} twice")
        return super().construct_mapping(node, deep=deep)


def _timestamp_or_text(loader: Any, node: Any) -> object:
    """A date that no calendar has (`2024-02-31`) stays the text it is."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"<<\Z"), ["<"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp",
    re.compile(
        r"""[0-9]{4}-[0-9]{2}-[0-9]{2}
            (?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{0,6})?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?\Z""",
        re.VERBOSE,
    ),
    list("0123456789"),
)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp_or_text)


def values_of(source: str, *, deepest: int) -> object:
    """Raises UnreadableError; an error of a value's own type passes through."""
    try:
        return _values_of(source, deepest)
    except yaml.YAMLError as error:
        raise UnreadableError(_where(error)) from error


def _values_of(source: str, deepest: int) -> object:
    depth = aliases = 0
    for event in yaml.parse(source, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > deepest:
            raise UnreadableError("it is nested too deeply")
        if aliases > _MOST_ALIASES:
            raise UnreadableError("it repeats itself by reference too often")
    return yaml.load(source, Loader=_Loader)  # noqa: S506  a safe loader with fewer kinds of value


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or "it is not valid"
        return f"line {mark.line + 2}: {problem}"
    return str(error).partition("\n")[0] or "it is not valid"
