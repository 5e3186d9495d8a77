"""What was said by mail or on a status page, and copied with the line that says who and when."""

import re
from collections.abc import Sequence

from secondstory.documents.extraction.stamps import leading_stamp
from secondstory.integrations.pasted.log_lines import Read
from secondstory.integrations.pasted.notes import Notes

_WROTE = re.compile(r"\s*(?:>\s?){0,9}(?:On|Am)\s(?P<rest>[^\n]{8,300}?)\s?(?:wrote|schrieb)\s?:?\s*", re.IGNORECASE)
_PERSON = re.compile(r"[\s,]*(?:at|um)?[\s,]*(?P<name>[^<>\n]{0,120}?)\s*(?:<(?:mailto:)?(?P<mail>[^<>\s]{3,200})>)?\s*")
_SENT = re.compile(r"\s*(?:>\s?){0,9}\*?(?:Sent|Date|Gesendet|Datum):\*?\s+(?P<stamp>\S[^\n]{5,120})", re.IGNORECASE)
_FROM = re.compile(r"\s*(?:>\s?){0,9}\*?(?:From|Von):\*?\s+(?P<person>\S[^\n]{0,200})", re.IGNORECASE)
_HEADER = re.compile(
    r"\s*(?:>\s?){0,9}\*?(?P<name>To|Cc|Bcc|An|Subject|Betreff|Importance|Reply-To):\*?(?:\s+(?P<value>[^\n]*))?", re.IGNORECASE
)
_POSTED = re.compile(r"\s*Posted\b(?:[^\n.]{0,60}\.)?\s*(?P<stamp>[A-Z\d][^\n]{8,60})")
_QUOTED = re.compile(r"(?:>\s?){1,9}")
_BETWEEN = re.compile(r"\bat\s|\bum\s|\sUhr\b|,\s(?=at\b)")


def read_quoted(line: str, above: Sequence[str], notes: Notes) -> tuple[Read, int] | None:
    """Return who wrote and when, and how many of the lines above belong to it."""
    if ":" not in line:
        return None
    if found := _WROTE.fullmatch(line):
        return _wrote(found["rest"], notes)
    sent, sender = _SENT.fullmatch(line), _FROM.fullmatch(above[-1]) if above else None
    if sent is None or sender is None:
        return None
    person = _PERSON.fullmatch(sender["person"])
    stamp = leading_stamp(sent["stamp"], notes.order)
    if stamp is None or stamp.clock is None or person is None:
        return None
    at, local = notes.moments(stamp) if not notes.is_open(sent["stamp"]) else (None, None)
    name, mail = person["name"].strip(' "'), person["mail"] or ""
    return Read("", at, local, "" if at or local else sent["stamp"].strip(), name or mail, kind="mail", email=mail), 1


def read_posted(line: str, notes: Notes) -> Read | None:
    """A status page states below what was said when it was posted."""
    found = _POSTED.fullmatch(line)
    stamp = leading_stamp(found["stamp"], notes.order) if found else None
    if found is None or stamp is None or stamp.clock is None or stamp.length < len(found["stamp"].rstrip()):
        return None
    at, local = notes.moments(stamp)
    return Read("", at, local, "" if at or local else found["stamp"], kind="posted")


def unquoted(line: str) -> str:
    return _QUOTED.sub("", line, count=1) if line.startswith(">") else line


def header_of_quoted(line: str) -> str | None:
    """What a line of the head of a quoted mail tells: its subject; nothing for who got it; None where the line is no such line."""
    found = _HEADER.fullmatch(line)
    if found is None:
        return None
    return (found["value"] or "").strip() if found["name"].lower() in {"subject", "betreff"} else ""


def _wrote(rest: str, notes: Notes) -> tuple[Read, int] | None:
    rest = _BETWEEN.sub(" ", rest)
    stamp = leading_stamp(rest, notes.order)
    person = _PERSON.fullmatch(rest[stamp.end :]) if stamp else None
    if stamp is None or stamp.clock is None or person is None:
        return None
    at, local = notes.moments(stamp) if not notes.is_open(rest) else (None, None)
    name, mail = person["name"].strip(' ,"'), person["mail"] or ""
    return Read("", at, local, "" if at or local else rest[: stamp.end].strip(), name or mail, kind="mail", email=mail), 0
