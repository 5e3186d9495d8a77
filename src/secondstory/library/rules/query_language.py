"""What a query means: words, "phrases", -without, and filters such as severity:1 or before:2025-06-01.

A query that cannot be read raises `QueryProblem`, whose text says what is wrong and what is possible; it never means something else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secondstory.incidents.rules import Kind
from secondstory.library.rules.entries import NO_REPORT
from secondstory.library.rules.tokens import folded, stems, words
from secondstory.reports.rules import FactorCategory, ReportStatus

LONGEST_QUERY = 1000  # characters
MOST_WORDS = 40

FIELDS = ("severity", "kind", "team", "component", "factor", "status", "year", "has", "before", "after")
_ALSO = {"sev": "severity", "category": "factor", "since": "after", "until": "before"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "factor": tuple(FactorCategory),
    "status": (*ReportStatus, NO_REPORT),
    "has": ("open-actions", "actions", "factors", "timeline", "report"),
}
_PART = re.compile(
    r"""(?P<minus>-(?=[\w"]))?
        (?:(?P<field>[A-Za-z]+):(?!//)(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]*))
          |"(?P<phrase>[^"]*)"
          |(?P<word>[^\s"]+))""",
    re.VERBOSE,
)


class QueryProblem(Exception):
    """A query that cannot be read; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or phrase. Several stems stand next to each other in this order. `is_beginning`: the last is only begun."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    is_beginning: bool = False

    @property
    def is_phrase(self) -> bool:
        return len(self.stems) > 1


@dataclass(frozen=True, slots=True)
class Filter:
    """One of `values` must be there, none of `excluded` may. Values as typed, folded to lower case."""

    field: str
    values: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """`before` is the first day that no longer counts, `after` the first that does."""

    wanted: tuple[Wanted, ...] = ()
    unwanted: tuple[Wanted, ...] = ()
    filters: tuple[Filter, ...] = ()
    before: date | None = None
    after: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters or self.before or self.after)

    def filter_of(self, field: str) -> Filter | None:
        return next((one for one in self.filters if one.field == field), None)


def parse(text: str, *, typing: bool = False) -> Query:
    """Return what a query asks for; an empty one asks for everything. While `typing`, the last word may be only begun."""
    text = text.replace("“", '"').replace("”", '"').replace("„", '"').replace("\x00", " ")
    if len(text) > LONGEST_QUERY:
        raise QueryProblem(f"This query is too long: use at most {LONGEST_QUERY:,} characters.")
    if text.count('"') % 2:
        raise QueryProblem('A quotation mark is open: close the phrase, as in "connection pool", or leave the mark out.')
    wanted: list[Wanted] = []
    unwanted: list[Wanted] = []
    stated: dict[str, tuple[set[str], set[str]]] = {}
    for part in _PART.finditer(text):
        field = _field_of(part)
        if field:
            stated.setdefault(field, (set(), set()))[bool(part["minus"])].update(_values(field, part))
        elif found := _words_of(part, begun=typing and part.end() == len(text)):
            (unwanted if part["minus"] else wanted).append(found)
    if text.strip() and not (wanted or unwanted or stated):
        raise QueryProblem(f"There is nothing to search for in “{text.strip()[:60]}”: use words, numbers or a filter such as severity:1.")
    if len(wanted) + len(unwanted) > MOST_WORDS:
        raise QueryProblem(f"These are too many words: use at most {MOST_WORDS}.")
    return _query(wanted, unwanted, stated)


def with_filter(text: str, field: str, value: str) -> str:
    """Return the query text narrowed to a value of a field as well."""
    return " ".join([*_parts_without(text, field, value), f'{field}:"{value}"' if " " in value else f"{field}:{value}"])


def without_filter(text: str, field: str, value: str) -> str:
    """Return the query text no longer narrowed to this value."""
    return " ".join(_parts_without(text, field, value))


def _parts_without(text: str, field: str, value: str) -> list[str]:
    parts = _PART.finditer(text)
    return [part[0] for part in parts if not (_named(part) == field and not part["minus"] and _value_of(part) == folded(value))]


def _named(part: re.Match[str]) -> str:
    name = (part["field"] or "").lower()
    return _ALSO.get(name, name)


def _value_of(part: re.Match[str]) -> str:
    return folded((part["quoted"] if part["quoted"] is not None else part["value"]) or "").strip()


def _field_of(part: re.Match[str]) -> str:
    """Return the field that a part names, empty where it is a word that happens to end in a colon."""
    name = _named(part)
    if not name or (name not in FIELDS and not _value_of(part)):
        return ""
    if name not in FIELDS:
        known = ", ".join(f"{field}:" for field in FIELDS)
        raise QueryProblem(f"“{name}:” is not a filter. Filters are {known}. To search for the words themselves, put them in quotes.")
    return name


def _values(field: str, part: re.Match[str]) -> list[str]:
    value = _value_of(part)
    if not value:
        raise QueryProblem(f"Say which {field} you mean, such as {example(field)}.")
    values = [one.strip() for one in value.split(",") if one.strip()] if field in _CHOICES or field in {"year", "severity"} else [value]
    for one in values:
        _check(field, one)
    return [_stored(field, one) for one in values]


def _stored(field: str, value: str) -> str:
    return value.replace("_", "-") if field == "has" else value.replace("-", "_") if field in _CHOICES else value


def _check(field: str, value: str) -> None:
    if field in _CHOICES and _stored(field, value) not in _CHOICES[field]:
        possible = spoken(_CHOICES[field])
        raise QueryProblem(f"“{value}” is not a word that {field}: knows. Possible are {possible}.")
    if field == "year" and not re.fullmatch(r"(?:19|20|21)\d\d", value):
        raise QueryProblem(f"“{value}” is not a year. Write it with four digits, such as year:2025.")


def example(field: str) -> str:
    examples = {"severity": "1", "team": "payments", "component": "checkout", "year": "2025", "before": "2025-06-01", "after": "2025-01"}
    return f"{field}:{examples.get(field) or _CHOICES[field][0]}"


def spoken(values: Iterable[str]) -> str:
    """Return values as a sentence lists them."""
    *most, last = values
    return f"{', '.join(most)} and {last}" if most else last


def _words_of(part: re.Match[str], *, begun: bool) -> Wanted | None:
    if part["phrase"] is not None:
        text, begun = part["phrase"], False
    else:
        text = part["word"] or part[0].removeprefix("-")
        begun = (begun or text.endswith("*")) and not part["minus"]
    found = words(text)
    begun = begun and bool(found) and len(found[-1]) > 1  # One letter begins too much to mean anything.
    return Wanted(text=text.strip().rstrip("*"), words=tuple(found), stems=tuple(stems(text)), is_beginning=begun) if found else None


def _query(wanted: list[Wanted], unwanted: list[Wanted], stated: dict[str, tuple[set[str], set[str]]]) -> Query:
    days: dict[str, date] = {}
    for field in ("before", "after"):
        values, excluded = stated.pop(field, (set(), set()))
        if excluded or len(values) > 1:
            raise QueryProblem(f"Give {field}: once and without a minus, such as {example(field)}.")
        if values:
            days[field] = _day(field, values.pop())
    before, after = days.get("before"), days.get("after")
    if before and after and before <= after:
        raise QueryProblem(f"Nothing can be before {before} and after {after} at once: swap the two dates.")
    for field, (values, excluded) in stated.items():
        if both := values & excluded:
            raise QueryProblem(f"The query asks for {field}:{min(both)} and excludes it at once: leave one of the two out.")
    filters = tuple(Filter(field, frozenset(values), frozenset(excluded)) for field, (values, excluded) in sorted(stated.items()))
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)), filters, before, after)


def _day(field: str, value: str) -> date:
    """Return the day; of a month or a year, its first."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value)
    try:
        if found:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        pass
    raise QueryProblem(f"“{value}” is not a date. Write {field}:2025-06-01, {field}:2025-06 or {field}:2025.")
