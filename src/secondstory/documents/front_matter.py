"""The facts a file states above its text: YAML between `---` lines, TOML between `+++` lines."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime

from secondstory.documents.values import UnreadableError

_LONGEST = 64 * 1024
_DEEPEST = 20
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
    except UnreadableError as error:
        reason = str(error)
    except tomllib.TOMLDecodeError as error:
        reason = str(error).partition("\n")[0] or "it is not valid"
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
    from secondstory.documents.yaml_values import values_of  # PyYAML takes longer to load than most files to read

    return values_of(source, deepest=_DEEPEST)


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
        raise UnreadableError("it is not a list of keys and values")
    mapping: dict[str, object] = {}
    seen = 0
    for key, value in values.items():
        mapping[_key(key)], seen = _plain(value, depth=1, seen=seen)
    return mapping


def _plain(value: object, *, depth: int, seen: int) -> tuple[object, int]:
    """The same values as text keys, lists, numbers, dates and text, counted so that references cannot multiply without end."""
    seen += 1
    if depth > _DEEPEST or seen > _MOST_VALUES:
        raise UnreadableError("it is nested too deeply")
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


def _as_code(source: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{source.rstrip()}\n{fence}\n\n"
