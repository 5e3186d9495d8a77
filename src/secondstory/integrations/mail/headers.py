"""Headers of mails as people wrote them: encoded, in raw bytes, or broken."""

import re
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate

from secondstory.integrations.lines import MONTHS
from secondstory.integrations.reading import local_moment, moment

_IDENTIFIER = re.compile(r"<([^<>\s]{1,500})>")
_OBSCURED = re.compile(r"(\S+) at (\S+?)(?: \((.*)\))?$")
_OFFSET = re.compile(r"(?:^|\s)([+-])(\d{2}):?(\d{2})\b(?!:)")
_NAMED_ZONES = {"GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_SEPARATOR_STAMP = re.compile(r"([A-Z][a-z]{2})\s+(\d{1,2}) (\d\d:\d\d(?::\d\d)?)(?: [A-Z]{2,5})? (\d{4})")


def header(message: Message, name: str) -> str:
    """Return a header on one line, decoded; empty where it is missing."""
    wanted = name.lower()
    raw = next((value for key, value in message.raw_items() if key.lower() == wanted), None)
    return decoded(str(raw)) if raw is not None else ""


def decoded(raw: str) -> str:
    if any("\udc80" <= char <= "\udcff" for char in raw):
        raw = text_from(raw.encode("utf-8", "surrogateescape"), None)
    unfolded = re.sub(r"\r?\n[ \t]*", " ", raw).strip()
    if "=?" in unfolded:
        try:
            pieces = [part if isinstance(part, str) else text_from(part, charset) for part, charset in decode_header(unfolded)]
            unfolded = "".join(pieces)
        except (HeaderParseError, ValueError, LookupError, AssertionError, TypeError):
            pass  # not encoded as it claims to be: shown as it stands
    return re.sub(r"[\0\s]+", " ", unfolded).strip()


def text_from(content: bytes, charset: str | None) -> str:
    """Bytes as text in the charset that they claim, else in UTF-8, else as Western European."""
    for one in (charset, "utf-8"):
        try:
            if one:
                return content.decode(one)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def address_of(sender: str) -> tuple[str, str]:
    """Return the name and the address of a sender, also as list archives write them: "ann at example.org (Ann)"."""
    if found := _OBSCURED.match(sender):
        return (found[3] or "").strip(), f"{found[1]}@{found[2]}"
    try:
        name, address = parseaddr(sender)
    except (ValueError, IndexError, TypeError):
        return sender, ""
    return name.strip(), address if "@" in address else ""


def identifiers(value: str) -> list[str]:
    """Message identifiers, without their brackets, in their order."""
    found = _IDENTIFIER.findall(value)
    return found or ([value.strip()] if re.fullmatch(r"[^\s<>@]+@[^\s<>]+", value.strip()) else [])


def date_of(value: str) -> tuple[datetime | None, datetime | None]:
    """Return the moment of a Date header, or the date and time that it states where it states no zone."""
    try:
        parts = parsedate(value)
        stated = datetime(*parts[:6]) if parts else None  # noqa: DTZ001 - the zone, if any, is applied below
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, None
    if stated is None:
        return None, None
    offset = _offset(value)
    if offset is None:
        return None, local_moment(stated.isoformat())
    try:
        return moment((stated - offset).replace(tzinfo=UTC).isoformat()), None
    except OverflowError:
        return None, None


def _offset(value: str) -> timedelta | None:
    bare = re.sub(r"\([^()]*\)", " ", value).strip()
    if found := _OFFSET.search(bare):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return (-offset if found[1] == "-" else offset) if offset < timedelta(hours=24) else None
    last = bare.rpartition(" ")[2].upper()
    return timedelta(hours=_NAMED_ZONES[last]) if last in _NAMED_ZONES else None


def received(message: Message) -> tuple[datetime | None, datetime | None] | None:
    """When the last server took the mail in, for a mail without a date of its own."""
    found = date_of(header(message, "Received").rpartition(";")[2])
    return found if any(found) else None


def stamp_of_separator(line: str) -> datetime | None:
    """The time in the line that separates mails in a mailbox; it states no zone."""
    found = _SEPARATOR_STAMP.search(line)
    if found is None or found[1] not in MONTHS:
        return None
    return local_moment(f"{found[4]}-{MONTHS[found[1]]:02}-{int(found[2]):02} {found[3]}")
