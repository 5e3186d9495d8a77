"""The formats in which most programs write logs, one line an event."""

import re
from dataclasses import dataclass
from datetime import datetime

from secondstory.integrations.lines import MONTHS
from secondstory.integrations.reading import local_moment, moment


@dataclass(frozen=True, slots=True)
class Read:
    """A line that begins with a time. Where no full date stands, `stated` is the time as written, and nothing is made of it."""

    text: str
    at: datetime | None = None
    local: datetime | None = None
    stated: str = ""
    actor: str = ""
    component: str = ""
    kind: str = "log"
    email: str = ""
    is_noise: bool = False


_ISO = re.compile(
    r"[\[(\"]?(?P<stamp>\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:\s?(?:Z|UTC|GMT)\b|\s?[+-]\d{2}:?\d{2}\b)?)"
    r"[\])\"]?(?:[\s:,|;]+|-+\s|$)(?P<text>.*)",
    re.DOTALL,
)
_SYSLOG = re.compile(r"<\d{1,3}>1 (?P<stamp>\S+) (?P<host>\S+) (?P<program>\S+) \S+ \S+ (?:-|(?:\[[^\]]*\])+) ?(?P<text>.*)", re.DOTALL)
_OLD_SYSLOG = re.compile(
    r"(?:<\d{1,3}>)?(?P<stamp>[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}) (?P<host>[\w.:-]+) (?P<program>[^\s:\[]+)"
    r"(?:\[\d+\])?: ?(?P<text>.*)",
    re.DOTALL,
)
_WEB = re.compile(r"(?P<host>\S+) \S+ (?P<user>\S+) \[(?P<stamp>[^\]]{20,30})\] (?P<text>\"[^\n]*)", re.DOTALL)
_WEB_STAMP = re.compile(r"(\d{2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}:\d{2}:\d{2})(?: ([+-]\d{4}))?")
_WEB_ERROR = re.compile(
    r"\[[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<clock>\d{2}:\d{2}:\d{2}(?:\.\d+)?) (?P<year>\d{4})\] (?P<text>.*)",
    re.DOTALL,
)
_EPOCH = re.compile(r"[\[(\"]?(?P<stamp>1[0-9]{9}(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?)[\])\"]?(?:[\s:,|;]+)(?P<text>\S.*)", re.DOTALL)
_LOGFMT = re.compile(r"(?:^|.{0,200}?\s)(?:time|ts|timestamp|t|at)=\"?(?P<stamp>[^\s\"]+)\"?(?:\s|$)", re.DOTALL)
_LOGFMT_MESSAGE = re.compile(r"\b(?:msg|message)=(?:\"((?:[^\"\\]|\\.)*)\"|(\S+))")
_RUBY = re.compile(r"[A-Z], \[(?P<stamp>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) #\d+\] +(?P<text>.*)", re.DOTALL)
_GOOGLE = re.compile(r"(?P<level>[IWEF])(?P<stamp>\d{4} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) +\d+ (?P<text>\S.*)", re.DOTALL)
_DASH = re.compile(r"^\s*[-–—|]+\s+")
_PROGRAM = re.compile(r"(?P<host>[\w.-]+) (?P<program>[\w./-]+)\[\d+\]: (?P<text>.*)", re.DOTALL)


def read_log_line(line: str) -> Read | None:
    """Return what a line of a log says; None for a line in no known format."""
    first = line[:1]
    if not (first.isalnum() or first in '[("<:-'):
        return None
    if first == "<":
        return _syslog(line) or _old_syslog(line)
    if first in '[("0123456789' and (found := _ISO.match(line)):
        return _iso(found)
    for reader in (_web, _web_error, _old_syslog, _epoch, _ruby, _google, _logfmt):
        if read := reader(line):
            return read
    return None


def _iso(found: re.Match[str]) -> Read | None:
    stamp = found["stamp"].replace("/", "-")
    at, local = moment(stamp), local_moment(stamp)
    if at is None and local is None:
        return Read(found["text"].strip(), stated=found["stamp"])
    if inner := _PROGRAM.match(found["text"]):
        return Read(inner["text"].strip(), at, local, actor=inner["program"], component=inner["host"])
    return Read(_DASH.sub("", found["text"]).strip(), at, local)


def _syslog(line: str) -> Read | None:
    found = _SYSLOG.match(line)
    if found is None:
        return None
    at, local = moment(found["stamp"]), local_moment(found["stamp"])
    host, program = (part if part != "-" else "" for part in (found["host"], found["program"]))
    return Read(found["text"].removeprefix("\ufeff").strip(), at, local, "" if at or local else found["stamp"], program, host)


def _old_syslog(line: str) -> Read | None:
    """Syslog as it used to be: without a year, so that its times are no moments."""
    found = _OLD_SYSLOG.match(line)
    if found is None or found["stamp"][:3] not in MONTHS:
        return None
    return Read(found["text"].strip(), stated=found["stamp"], actor=found["program"], component=found["host"])


def _web(line: str) -> Read | None:
    found = _WEB.match(line)
    stamp = _WEB_STAMP.fullmatch(found["stamp"]) if found else None
    if found is None or stamp is None or stamp[2] not in MONTHS:
        return None
    written = f"{stamp[3]}-{MONTHS[stamp[2]]:02}-{stamp[1]} {stamp[4]}{stamp[5] or ''}"
    return Read(found["text"], moment(written), local_moment(written), actor=found["user"] if found["user"] != "-" else found["host"])


def _web_error(line: str) -> Read | None:
    found = _WEB_ERROR.match(line)
    if found is None or found["month"] not in MONTHS:
        return None
    written = f"{found['year']}-{MONTHS[found['month']]:02}-{int(found['day']):02} {found['clock']}"
    return Read(found["text"].strip(), None, local_moment(written))


def _epoch(line: str) -> Read | None:
    found = _EPOCH.match(line)
    at = moment(found["stamp"]) if found else None
    return Read(found["text"].strip(), at) if found and at else None


def _ruby(line: str) -> Read | None:
    found = _RUBY.match(line)
    return Read(found["text"].strip(), None, local_moment(found["stamp"])) if found else None


def _google(line: str) -> Read | None:
    """Logs of Kubernetes and other programs of Google's state month and day, and no year."""
    found = _GOOGLE.match(line)
    return Read(found["text"].strip(), stated=found["stamp"]) if found else None


def _logfmt(line: str) -> Read | None:
    found = _LOGFMT.match(line)
    if found is None:
        return None
    at, local = moment(found["stamp"]), local_moment(found["stamp"])
    if at is None and local is None:
        return None
    said = _LOGFMT_MESSAGE.search(line)
    text = (said[1] if said[1] is not None else said[2]).replace('\\"', '"') if said else line
    return Read(text or line, at, local)
