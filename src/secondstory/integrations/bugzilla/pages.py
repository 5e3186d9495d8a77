"""What Bugzilla gives without its API: bugs as XML, the page of a bug's activity, lists as CSV."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from io import StringIO
from xml.etree import ElementTree

from secondstory.documents.extraction.zones import offset_of
from secondstory.integrations.bugzilla.told import Bug, Change, changed, commented, created
from secondstory.integrations.reading import local_moment, moment
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_XML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE bugzilla[^>]{0,300}>\s*)?<bugzilla[\s>]")
_DOCTYPE = re.compile(r"<!DOCTYPE bugzilla[^>\[]{0,300}>")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ACTIVITY = (b"show_activity.cgi", b"bugzilla")
_NUMBER = re.compile(r"show_activity\.cgi\?id=(\d{1,12})|<title>[^<]{0,100}?(\d{1,12})")
_SITE = re.compile(r"<link\s+rel=\"Top\"\s+href=\"(https?://[^\"<>\s]{1,300})\"")
_WITH_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) ([A-Z]{2,5})")
_NAMES = {
    "bug id": "number",
    "short desc": "summary",
    "summary": "summary",
    "changeddate": "changed",
    "changed": "changed",
    "opendate": "opened",
    "opened": "opened",
    "product": "product",
    "component": "component",
    "bug status": "status",
    "status": "status",
    "resolution": "resolution",
    "reporter": "reporter",
}


def is_xml(payload: Payload) -> bool:
    return _XML.match(payload.head.removeprefix(b"\xef\xbb\xbf")) is not None


def of_xml(payload: Payload) -> Iterator[SourceEvent]:
    """Signs that XML does not allow stand in comments as people pasted them; they are replaced."""
    text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _DOCTYPE.sub("", _text(payload), count=1))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadablePayload("The XML declares entities, which no Bugzilla does.")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - nothing that could be expanded is declared
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadablePayload(f"It is no whole XML: {error}") from error
    for one in root.iter("bug"):
        yield from _of_element(one, root.get("urlbase", ""))


def _of_element(one: ElementTree.Element, site: str) -> Iterator[SourceEvent]:
    component = " / ".join(part for part in (_inside(one, "product"), _inside(one, "component")) if part)
    bug = Bug(_inside(one, "bug_id"), _inside(one, "short_desc"), component, site)
    said = list(one.iter("long_desc"))
    described = next((comment for comment in said if _inside(comment, "comment_count") == "0"), None)
    reporter = one.find("reporter")
    yield created(
        bug,
        at=moment(_inside(one, "creation_ts")),
        by=reporter.get("name", "") if reporter is not None else "",
        address=_inside(one, "reporter"),
        described=_inside(described, "thetext") if described is not None else "",
    )
    for comment in said:
        if comment is described:
            continue
        who = comment.find("who")
        yield commented(
            bug,
            identity=_inside(comment, "commentid"),
            said=_inside(comment, "thetext"),
            at=moment(_inside(comment, "bug_when")),
            by=who.get("name", "") if who is not None else "",
            address=_inside(comment, "who"),
        )


def _inside(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def is_activity(payload: Payload) -> bool:
    head = payload.head.lower()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and all(sign in head for sign in _ACTIVITY) and b"<html" in head


def of_activity(payload: Payload) -> Iterator[SourceEvent]:
    """A row names who, when and what; more that was changed at once stands in shorter rows below it."""
    text = _text(payload)
    number, site = _NUMBER.search(text), _SITE.search(text)
    bug = Bug((number[1] or number[2]) if number else "", site=unescape(site[1]) if site else "")
    who, when, changes = "", "", list[Change]()
    for row in _rows(text):
        if len(row) >= 5:
            if changes:
                yield _row(bug, changes, who=who, when=when)
            who, when, changes = row[0], row[1], []
        if len(row) >= 3 and when:
            changes.append(Change(*row[-3:]))
    if changes:
        yield _row(bug, changes, who=who, when=when)


def _row(bug: Bug, changes: list[Change], *, who: str, when: str) -> SourceEvent:
    at, local = _moments(when)
    return changed(bug, changes, at=at, local_at=local, by=who, stated=when)


def _moments(stated: str) -> tuple[datetime | None, datetime | None]:
    at, local = moment(stated), local_moment(stated)
    found = _WITH_ZONE.fullmatch(stated) if not at and not local else None
    if found:
        local = local_moment(found[1])
        offset = offset_of(found[2], date(local.year, local.month, local.day)) if local else None
        at = moment(f"{found[1]} {offset}") if offset else None
    return at, None if at else local


def _rows(text: str) -> list[list[str]]:
    reader = _Table()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass  # the parser gives up on some malformed declarations; what it had read stands
    return [[" ".join("".join(cell).split()) for cell in row] for row in reader.rows]


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[list[str]]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._is_inside = (self._is_inside and tag not in {"tr", "table", "th"}) or tag == "td"
        if tag == "td" and self.rows:
            self.rows[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag not in {"td", "tr", "table"}

    def handle_data(self, data: str) -> None:
        if self._is_inside and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(data)


def is_list(payload: Payload) -> bool:
    names = {_plain(name) for name in payload.head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").split("\n", 1)[0].split(",")}
    return "bug id" in names and bool(names & {"short desc", "summary"}) and bool(names & {"changeddate", "changed", "opendate", "opened"})


def of_list(payload: Payload) -> Iterator[SourceEvent]:
    """A list states when bugs were opened and last changed, without a zone, and nothing of what happened between."""
    rows = csv.reader(StringIO(payload.text.lstrip()))
    try:
        names = [_NAMES.get(_plain(name), "") for name in next(rows, [])]
        for row in rows:
            if any(row):
                yield from _of_row({name: value.strip() for name, value in zip(names, row, strict=False) if name})
    except csv.Error as error:
        raise UnreadablePayload(f"This is no whole table: {error}.") from error


def _of_row(row: dict[str, str]) -> Iterator[SourceEvent]:
    component = " / ".join(part for part in (row.get("product", ""), row.get("component", "")) if part)
    bug = Bug(row.get("number", ""), row.get("summary", ""), component)
    if opened := row.get("opened", ""):
        told = created(bug, at=moment(opened), by=row.get("reporter", ""))
        yield SourceEvent(
            text=told.text,
            at=told.at,
            local_at=None if told.at else local_moment(opened),
            actor=told.actor,
            external_id=told.external_id,
            component=component,
            vendor_type="bug",
        )
    if stated := row.get("changed", ""):
        status = " ".join(part for part in (row.get("status", ""), row.get("resolution", "").strip("-")) if part)
        yield SourceEvent(
            text=f"Bug {bug.number} last changed{f', {status}' if status else ''}: {bug.summary}",
            at=moment(stated),
            local_at=local_moment(stated),
            actor="Bugzilla",
            external_id=f"{bug.identity}/changed@{stated}",
            component=component,
            vendor_type="list of bugs",
            thread=bug.identity,
        )


def _plain(name: str) -> str:
    return name.strip().strip('"').strip().lower().replace("_", " ")


def _text(payload: Payload) -> str:
    """Bugs hold whatever people pasted, also signs that make a text look like none."""
    try:
        return payload.text
    except UnreadablePayload:
        return payload.content.decode("utf-8", "replace")
