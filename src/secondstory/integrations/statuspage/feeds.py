"""The Atom and RSS feeds of a page's history. An update in them states day, month, hour and minute, and no year."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree import ElementTree

from secondstory.integrations.reading import moment
from secondstory.integrations.statuspage.incidents import told, update_kind
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_ATOM = "{http://www.w3.org/2005/Atom}"
_OF_STATUSPAGE = re.compile(
    rb"tag:[^<>,]{1,200},2005:/?(?:Incident|history)|<title>[^<]{0,200}(?:Status|Incident) History|&lt;var data-var="
)
_UPDATE = re.compile(
    r"<small>\s*(?P<month>[A-Z][a-z]{2})\w*\.?\s+(?P<day>\d{1,2})\s*,\s+(?:(?P<year>\d{4}),?\s+)?(?:-\s+)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s*-[^<]*?)?\s+(?P<zone>[A-Z]{2,5})\s*</small>\s*(?:<br\s*/?>)?\s*"
    r"<strong>(?P<status>[^<]*)</strong>\s*(?:-|–)?\s*(?P<body>.*?)</p>",
    re.DOTALL,
)
_VAR = re.compile(r"</?var\b[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_MONTHS = {
    name: number
    for number, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1)
}
_ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "NDT": -150, "NST": -210, "ADT": -180, "AST": -240, "EDT": -240, "EST": -300, "CDT": -300, "CST": -360,
    "MDT": -360, "MST": -420, "PDT": -420, "PST": -480, "AKDT": -480, "AKST": -540, "HST": -600,
    "JST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    identity: str
    title: str
    link: str
    author: str
    published: datetime | None
    content: str


def is_feed(payload: Payload) -> bool:
    head = payload.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and (b"<feed" in head or b"<rss" in head) and bool(_OF_STATUSPAGE.search(head))


def events(payload: Payload) -> Iterator[SourceEvent]:
    for entry in _entries(payload):
        yield from _updates(entry)


def _entries(payload: Payload) -> Iterator[_Entry]:
    if "<!DOCTYPE" in payload.text or "<!ENTITY" in payload.text:
        raise UnreadablePayload("The feed declares entities, which no feed of a status page does.")
    try:
        root = ElementTree.fromstring(payload.text)  # noqa: S314 - nothing that could be expanded is declared
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadablePayload(f"It is no whole feed: {error}") from error
    author = root.findtext(f"{_ATOM}author/{_ATOM}name") or root.findtext("channel/title") or ""
    for one in root.iter(f"{_ATOM}entry"):
        link = one.find(f"{_ATOM}link")
        yield _Entry(
            identity=(one.findtext(f"{_ATOM}id") or "").strip(),
            title=(one.findtext(f"{_ATOM}title") or "").strip(),
            link=link.get("href", "") if link is not None else "",
            author=author.strip(),
            published=moment(one.findtext(f"{_ATOM}published") or one.findtext(f"{_ATOM}updated")),
            content=one.findtext(f"{_ATOM}content") or "",
        )
    for one in root.iter("item"):
        yield _Entry(
            identity=(one.findtext("guid") or one.findtext("link") or "").strip(),
            title=(one.findtext("title") or "").strip(),
            link=(one.findtext("link") or "").strip(),
            author=author.partition(" - ")[0].removesuffix(" Status").strip(),
            published=_mail_date(one.findtext("pubDate") or ""),
            content=one.findtext("description") or "",
        )


def _updates(entry: _Entry) -> Iterator[SourceEvent]:
    found = list(_UPDATE.finditer(_VAR.sub("", entry.content)))
    if not found:
        said = _plain(entry.content)
        yield SourceEvent(
            text=told(entry.title, "", said),
            at=entry.published,
            actor=entry.author or "Statuspage",
            kind=update_kind(""),
            external_id=entry.identity,
            link=entry.link,
            words=said,
        )
    identities = _identities(entry, found)
    for update, identity in zip(found, identities, strict=True):
        status, body = unescape(update["status"]).strip(), _plain(update["body"])
        at, local_at = _when(update, entry.published)
        yield SourceEvent(
            text=told(entry.title, status, body),
            at=at,
            local_at=local_at,
            actor=entry.author or "Statuspage",
            kind=update_kind(status),
            external_id=identity,
            link=entry.link,
            vendor_type=status,
            words=body,
        )


def _identities(entry: _Entry, found: list[re.Match[str]]) -> list[str]:
    """Number what is else the same from the oldest, which stands last, so that later updates leave earlier identities as they are."""
    seen: Counter[str] = Counter()
    identities = []
    for update in reversed(found):
        key = f"{entry.identity}/{update['month']}-{update['day']}-{update['hour']}:{update['minute']}/{update['status'].strip()}"
        seen[key] += 1
        identities.append(key if seen[key] == 1 else f"{key}/{seen[key]}")
    return identities[::-1]


def _when(update: re.Match[str], published: datetime | None) -> tuple[datetime | None, datetime | None]:
    """Return the moment, or else the time without a zone. The year is the one that brings it next to when the incident was published."""
    offset, month = _ZONES.get(update["zone"]), _MONTHS.get(update["month"])
    zone = timezone(timedelta(minutes=offset)) if offset is not None else UTC
    years = [int(update["year"])] if update["year"] else [published.year + step for step in (-1, 0, 1)] if published else []
    read = []
    for year in years:
        try:
            read.append(datetime(year, month or 0, int(update["day"]), int(update["hour"]), int(update["minute"]), tzinfo=zone))
        except ValueError:
            continue
    if not read:
        return None, None
    nearest = min(read, key=lambda one: abs(one - published)) if published else read[0]
    if offset is None:
        return None, nearest.replace(tzinfo=None)
    return moment(nearest.isoformat()), None


def _mail_date(stated: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment(read.isoformat())


def _plain(html: str) -> str:
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", _BREAK.sub("\n", html))).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
