"""The facts a file states above its text: YAML between `---` lines, TOML between `+++` lines."""

import re
import tomllib
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

_LONGEST = 64 * 1024
_DEEPEST = 20
_MOST_ALIASES = 20
_MOST_VALUES = 10_000
_YAML = re.compile(r"\n*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\n*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_STARTS_LIKE_A_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:[\"']?[\w.][^:\n]{0,80}:(?:\s|\Z)|[{\[&*!%-])")
_COMMENT = re.compile(r"(?:^|\s)#+(.*\S)")
_FLAT_PAIR = re.compile(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:(?:[ \t]+([^\[{&*!|>%@`\s].*?))[ \t]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`body` is the text below. Where the front matter could not be read it stands in the body, as a code block."""

    body: str
    values: dict[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class _UnreadableError(Exception):
    """Says in plain words what is wrong with the front matter."""


class _Loader(SafeLoader):
    """YAML as people mean it: `10:30` is a time and `1.10` a version, so both stay text; nothing may be stated twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = next((key for key in keys if keys.count(key) > 1), None) if len(keys) <= 200 else None
        if twice is not None:
            raise _UnreadableError(f"it states {twice!r} twice")
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


def split(text: str) -> FrontMatter:
    """Take the front matter off the top of a text, if there is any."""
    start = text[:16].lstrip("\n")
    if start.startswith("---"):
        pattern, language = _YAML, "yaml"
    elif start.startswith("+++"):
        pattern, language = _TOML, "toml"
    else:
        return FrontMatter(body=text)
    found = pattern.match(text, 0, _LONGEST)
    if not found or (language == "yaml" and found[1].strip() and not _STARTS_LIKE_A_KEY.match(found[1])):
        return FrontMatter(body=text)  # a rule across the page
    body = text[found.end() :]
    try:
        values = _from_yaml(found[1]) if language == "yaml" else tomllib.loads(found[1], parse_float=str)
        return FrontMatter(body=_comments(found[1], values) + body, values=_plain_mapping(values))
    except _UnreadableError as error:
        reason = str(error)
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as error:
        reason = _where(error)
    except Exception:  # PyYAML lets any error of a value's own type through
        reason = "it is not valid"
    if language == "yaml" and (pairs := _line_by_line(found[1])):
        return FrontMatter(body=body, values=pairs, warnings=(f"The front matter is not valid YAML ({reason}); it was read line by line.",))
    warning = f"The front matter could not be read ({reason}); it is kept as text."
    return FrontMatter(body=_as_code(found[1], language) + body, warnings=(warning,))


def _comments(source: str, values: object) -> str:
    """Return the comments, which no value holds, as a passage of their own; nothing where there are none."""
    if "#" not in source:
        return ""
    held = repr(values)
    said = [comment for line in source.splitlines() if (comment := _COMMENT.search(line)) and comment[1].strip() not in held]
    return "".join(f"{comment[1].strip()}\n\n" for comment in said)


def _from_yaml(source: str) -> object:
    depth = aliases = 0
    for event in yaml.parse(source, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _UnreadableError("it is nested too deeply")
        if aliases > _MOST_ALIASES:
            raise _UnreadableError("it repeats itself by reference too often")
    return yaml.load(source, Loader=_Loader)  # noqa: S506  a safe loader with fewer kinds of value


def _line_by_line(source: str) -> dict[str, object]:
    """The values of flat front matter whose YAML is broken, mostly by a colon in a title. Empty when it is anything else."""
    pairs: dict[str, object] = {}
    for line in source.splitlines():
        pair = _FLAT_PAIR.fullmatch(line)
        if line.strip() and (not pair or pair[1] in pairs):
            return {}
        if pair:
            pairs[pair[1]] = pair[2]
    return pairs


def _plain_mapping(values: object) -> dict[str, object]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise _UnreadableError("it is not a list of keys and values")
    mapping: dict[str, object] = {}
    seen = 0
    for key, value in values.items():
        mapping[_key(key)], seen = _plain(value, depth=1, seen=seen)
    return mapping


def _plain(value: object, *, depth: int, seen: int) -> tuple[object, int]:
    """The same values as text keys, lists, numbers, dates and text, counted so that references cannot multiply without end."""
    seen += 1
    if depth > _DEEPEST or seen > _MOST_VALUES:
        raise _UnreadableError("it is nested too deeply")
    if isinstance(value, dict):
        mapping: dict[str, object] = {}
        for key, inner in value.items():
            mapping[_key(key)], seen = _plain(inner, depth=depth + 1, seen=seen)
        return mapping, seen
    if isinstance(value, list | tuple | set | frozenset):
        items = []
        for inner in value:
            item, seen = _plain(inner, depth=depth + 1, seen=seen)
            items.append(item)
        return items, seen
    if value is None or isinstance(value, str | bool | int | float | date | datetime):
        return (value.replace("\0", "") if isinstance(value, str) else value), seen
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)), seen


def _key(key: object) -> str:
    return "" if key is None else str(key).replace("\0", "")


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or "it is not valid"
        return f"line {mark.line + 2}: {problem}"
    return str(error).partition("\n")[0] or "it is not valid"


def _as_code(source: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{source.rstrip()}\n{fence}\n\n"
