"""What a part of a document is for, told by its title, its label or how its lines begin."""

import re
from functools import lru_cache

from secondstory.language.prose import Scope

_TIMELINE = re.compile(
    r"\b(?:timeline|time line|chronolog\w+|sequence of events|order of events|key events|event log|incident log|chat log|chat logs"
    r"|(?:slack|irc|chat) (?:log|transcript|thread|conversation)|transcript|status updates)\b"
)
_ACTIONS = re.compile(
    r"\b(?:action ?(?:items?|points?|plan|list)|actionables?|follow(?:ing)?[ -]?ups?(?: (?:actions?|items?|tasks?))?|next steps?|to-?dos?"
    r"|(?:corrective|preventi?ve|preventative|preventive|remedial|remediation|improvement|mitigation|resolution|repair|outstanding"
    r"|open|future"
    r"|required|proposed|planned|recommended|long[ -]term|short[ -]term|immediate)(?: (?:and|or|&|/) \w{3,14})? (?:actions?"
    r"|measures?|items?|tasks?|steps?|work)"
    r"|recommendations?|remediations?|what (?:will we|we will|we are going to|are we going to|we're going to|we're) do\w*)\b"
)
_ACTIONS_ALONE = frozenset(
    {"actions", "action", "tasks", "improvements", "corrective action", "countermeasures", "prevention", "future work", "tickets"}
)
_NARRATED_ACTIONS = re.compile(r"\bactions? (?:taken|performed|already)|\btaken\b")
_PEOPLE = re.compile(
    r"\b(?:attend(?:ees|ants|ance)|participants?|responders?|people involved|who was involved|invitees|acknowledge?ments?"
    r"|contributors?|stakeholders?"
    r"|incident (?:team|roles)|response team|roles and people|reviewers?)\b"
)
_PEOPLE_ALONE = frozenset(
    {
        "people",
        "present",
        "in attendance",
        "on call",
        "on-call",
        "roles",
        "team",
        "credits",
        "thanks",
        "authors",
        "author",
        "who",
        "distribution list",
    }
)
_LABEL_OF_PEOPLE = re.compile(
    r"[\W_]{0,6}(?:attendees|participants|present|in attendance|responders|people(?: involved)?|invitees|facilitators?|authors?"
    r"|(?:report|written|prepared) by"
    r"|owners?|assignees?|reviewers?|reviewed by|approvers?|incident (?:commander|manager|lead|owner|coordinator)"
    r"|communications? lead|scribe|note[ -]taker|on[ -]call"
    r"|escalated to|cc|thanks to)\b[^\S\n]{0,4}[*_]{0,3}[^\S\n]{0,4}(?:\([^()\n]{0,40}\))?[^\S\n]{0,4}:",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"[\W\d_]{0,9}(?:executive |incident |issue )?(?:root cause|causes?|impact|summary|overview|background|context|what went"
    r"|what didn|what could|what can|what happened"
    r"|where we got lucky|lessons|resolution|detection|diagnosis|trigger|conclusions?|contributing|analysis|recovery|response"
    r"|mitigation|appendix|references|glossary|details)\b",
    re.IGNORECASE,
)

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
    rf"|{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTHS}(?:[\s-]\d{{4}})?|(?:mon|tue|wed"
    rf"|thu|fri|sat|sun)[a-z]{{0,6}})"
)
_STARTS_WITH_TIME = re.compile(
    rf"[\W_]{{0,6}}(?:~|ca\.? |around )?(?:{_DATE}[T,;@\s:–—-]{{1,4}}(?:at )?){{0,2}}(?:\d{{1,2}}:\d\d|\d{{1,2}}h\d\d"
    rf"|\d{{1,2}}\s?[ap]\.?m\b|\d{{2}}\s?\d{{2}}\s?(?:utc|gmt|z)\b)"
    r"|[\W_]{0,6}\d{4}-\d\d-\d\d\b|[\W_]{0,4}t\s?[+-]\s?\d",
    re.IGNORECASE,
)
_MAY_BE_TIME = re.compile(r"[\W_]{0,6}(?:\d|[A-Za-z~])")
_NICKNAME = re.compile(r"(?:[\[(]?\d{1,2}:\d\d\S{0,12}\s{1,3})?<[@+~&%]?([\w.|^-]{2,32})>\s")
_TAG_NAMES = frozenset({"br", "hr", "td", "th", "tr", "li", "ul", "ol", "em", "dd", "dt", "dl", "h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS_IN_CHAT = frozenset(
    {
        "span",
        "div",
        "strong",
        "small",
        "code",
        "details",
        "summary",
        "table",
        "tbody",
        "thead",
        "font",
        "center",
        "img",
        "sup",
        "sub",
        "kbd",
    }
)

_LOG = re.compile(
    r"(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S{0,12}\]?\s{1,4}(?:\S{1,40}\s{1,4}){0,3}[\[<(|]?(?:INFO|WARN(?:ING)?|ERROR"
    r"|DEBUG|TRACE|FATAL|CRIT(?:ICAL)?|NOTICE|SEVERE)\b"
    r"|(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|CRITICAL|NOTICE|SEVERE)(?:[:|\]]|\s{1,4}\[|\s{1,4}\d{4}-)"
    r"|\[(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|CRITICAL|NOTICE|SEVERE)\]"
    r"|[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d\s\S{1,80}\s\S{1,80}:"
    r"|[IWEF]\d{4}\s\d\d:\d\d:\d\d"
    r"|at\s[\w$.<>/]{3,200}\([\w$.: -]{0,120}\)\s{0,3}$"
    r"|File\s\"[^\"\n]{1,300}\",\sline\s\d"
    r"|Caused by: [\w.]{3,200}"
    r"|(?:[a-z_][\w]{0,60}\.){1,12}[A-Z]\w{0,80}(?:Error|Exception)\b"
    r"|[A-Z]\w{0,60}(?:Error|Exception):\s"
    r"|goroutine\s\d{1,9}\s\["
    r"|(?:\$|>>>|#!|%)\s?[a-z./~][\w./~-]{0,80}(?:\s|$)"
    r"|\{\"|\[\{)"
)


def scope_of_title(title: str) -> Scope | None:
    """What the part under this heading or label is for; None when the title does not say."""
    if len(title) > 120:
        return None
    return _scope_of_short_title(title)


@lru_cache(maxsize=2048)
def _scope_of_short_title(title: str) -> Scope | None:
    name = re.sub(r"[\W\d_]+$|^(?::[a-z0-9_+-]{2,40}:)?[\W\d_]+", "", title.lower().strip())
    words = name.count(" ") + 1
    if (_TIMELINE.search(name) and words <= 9) or name in {"updates", "events", "log", "history"}:
        return Scope.TIMELINE
    if name in _ACTIONS_ALONE or (_ACTIONS.search(name) and words <= 9 and not _NARRATED_ACTIONS.search(name)):
        return Scope.ACTIONS
    if name in _PEOPLE_ALONE or (_PEOPLE.search(name) and words <= 5):
        return Scope.ATTENDEES
    return None


def names_another_part(title: str) -> bool:
    """Whether the title is one of the usual ones of a post-mortem that is neither timeline, actions nor people."""
    return _OTHER_PART.match(title) is not None


def is_label_of_people(text: str) -> bool:
    """Whether the passage is a field such as "Attendees: …" or "Incident commander: …"."""
    return ":" in text[:80] and _LABEL_OF_PEOPLE.match(text) is not None


def starts_with_time(text: str) -> bool:
    """Whether the passage begins as an entry of a timeline or as a line of a chat does."""
    if _MAY_BE_TIME.match(text) and _STARTS_WITH_TIME.match(text):
        return True
    return "<" in text[:20] and is_chat(text)


def is_chat(text: str) -> bool:
    """Whether the line begins with a nickname in angle brackets."""
    found = _NICKNAME.match(text)
    return found is not None and found[1].lower() not in _TAG_NAMES and found[1].lower() not in _TAGS_IN_CHAT


def is_log(line: str) -> bool:
    """Whether the line was written by a machine: a log, a command, a frame of a stack trace."""
    if ":" in line or "(" in line or line[0] in "[{$>#%" or line.startswith("File"):
        return _LOG.match(line) is not None or opens_trace(line)
    return False


def opens_trace(line: str) -> bool:
    """Whether a stack trace begins, which goes on until the next empty line."""
    return line.startswith(("Traceback (most", "Exception in thread", "panic: ", "Stack trace:", "Stacktrace:", "stack trace:"))
