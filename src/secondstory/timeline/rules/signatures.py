"""What makes two records the same alert: its state, and its words once numbers, ids and values are taken off."""

import re
from enum import StrEnum
from functools import lru_cache

from secondstory.timeline.rules.vocabulary import EventKind

_READ_CHARACTERS = 400


class AlertState(StrEnum):
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


_STATE_OF_KIND = {
    EventKind.SIGNAL.value: AlertState.FIRING,
    EventKind.PAGE.value: AlertState.FIRING,
    EventKind.DETECTION.value: AlertState.FIRING,
    EventKind.ACKNOWLEDGEMENT.value: AlertState.ACKNOWLEDGED,
    EventKind.RESOLUTION.value: AlertState.RESOLVED,
}
_MARKED_AS_OVER = re.compile(r"\[(?:resolved|ok|closed)[:\]]|^\W*(?:resolved|recovered|recovery|closed|cleared|ok)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:is|are|was|has been) (?:ok|closed|resolved|cleared|healthy|up(?! (?:to|by|from|\d)))\b"
    r"|\b(?:ok again|has ended|has recovered|alert closed|back to normal)\b|\bto OK\b",
    re.IGNORECASE,
)
_OVER_TYPE = re.compile(r"resolve|recover|close|clear|\bok\b", re.IGNORECASE)
_SEEN_TYPE = re.compile(r"(?<!un)acknowledge|\back\b", re.IGNORECASE)
_MARKED_AT_ITS_START = re.compile(
    r"\W*(?:firing|alert(?:ing)?|alarm|triggered|problem|critical|warning|resolved|recovered|recovery|ok|acknowledged|down|up)\b\s*[:\]\-–(#]",
    re.IGNORECASE,
)
_MARKED_IN_BRACKETS = re.compile(r"\[(?:firing|alerting|resolved|critical|warning|triggered)(?::\d+)?\]", re.IGNORECASE)
_NOISE = (
    ("://", re.compile(r"https?://\S+")),
    ("-", re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")),
    ("-", re.compile(r"\b\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?\b")),
    ("", re.compile(r"(?<![\w.-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}(?![\w.-])")),
)
"""Each is looked for only where its sign is."""
_NAMING = (
    r"node|shard|partition|replica|instance|host|pod|server|disk|port|queue|zone|region|rack|unit|line|site|store|room|floor|gate|worker|build|job"
    r"|order|ticket|case|incident|issue|request|pr|merge|release|version|milestone|step|phase|level|tier|sev|p|error|code|status|http|shop|volume"
    r"|slot|cluster|cell|channel|topic|tenant|customer|account|device|sensor|pump|line|batch|run|test|check|step"
)
_NUMBER = re.compile(
    rf"(?P<kept>\b(?:{_NAMING})s?[ _:=#-]{{1,2}}\d+)|(?<![\w.#/-])[<>≥≤~=]{{0,2}}[-+]?"
    r"(?:\d{1,3}(?:[,:]\d\d\d?)+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?"
    r"\s?(?:%|percent|ms|secs?|seconds?|s|mins?|minutes?|m|hours?|hrs?|h|days?|d|[kmgt]i?b|bytes?|b|k|x)?(?![\w/-]|\.\w)",
)
_WORD = re.compile(r"[\w][\w./@:#-]*\w|\w")
_BOILERPLATE = frozenset(
    re.findall(
        r"\w+",
        """
        a an the of on in at to for from by with is are was were be been has have had it its this that and or as again now since
        alert alerts alarm alarms alerting fired fire firing triggered trigger triggers notification notify problem incident page paged
        ok resolved recovered recovery closed cleared ended acknowledged acked opened open new up down
        warning critical major minor severity state status value
        pagerduty opsgenie alertmanager grafana prometheus datadog slack bot monitor monitoring
        """,
    )
)


def state_of(kind: str, text: str, vendor_type: str) -> AlertState | None:
    """Return the state of the alert that a record tells, or None where it tells of none: what people write is never an alert.

    What a chat shows counts where a program posted it or where it is marked as an alert: “[FIRING:1] …”, “Resolved: …”.
    """
    stated = _STATE_OF_KIND.get(kind)
    if stated is None and not ("bot" in vendor_type.lower() or _is_marked(text[:80])):
        return None
    if stated is not AlertState.FIRING and stated is not None:
        return stated
    start = text[:_READ_CHARACTERS]
    if _OVER_TYPE.search(vendor_type) or _MARKED_AS_OVER.search(start) or (stated is None and _OVER.search(start)):
        return AlertState.RESOLVED
    if _SEEN_TYPE.search(vendor_type):
        return AlertState.ACKNOWLEDGED
    return AlertState.FIRING


def _is_marked(start: str) -> bool:
    marked = _MARKED_AT_ITS_START.match(start) or ("[" in start and _MARKED_IN_BRACKETS.search(start))
    return bool(marked)


@lru_cache(maxsize=65_536)
def words_of(text: str) -> frozenset[str]:
    """Return the words that say which alert it is: small letters, without numbers, ids, values, times, addresses and words of any alert.

    Numbers that are part of a name stay: db-1, node 4, v2.3, 10.0.0.7.
    """
    read = text[:_READ_CHARACTERS].lower()
    for sign, pattern in _NOISE:
        read = pattern.sub(" ", read) if sign in read else read
    read = _NUMBER.sub(lambda found: (found["kept"] or "").replace(" ", "-"), read)
    return frozenset(word for word in (_stem(one) for one in _WORD.findall(read)) if word not in _BOILERPLATE)


def _stem(word: str) -> str:
    word = word.strip(".:-/")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def component_words(component: str) -> frozenset[str]:
    """Return the parts of the name of a component: checkout-api gives checkout and api."""
    return frozenset(part for part in re.split(r"[^\w]+|_", component.lower()) if part)


def names_in(words: frozenset[str]) -> frozenset[str]:
    """Return the words that name one of several alike: those with a digit."""
    return frozenset(word for word in words if not word.isalpha() and any(letter.isdigit() for letter in word))


_ID = re.compile(r"(?<![A-Za-z0-9-])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{6,64}(?![A-Za-z0-9-])")
_ID_CHANGES = re.compile(r"\d[A-Za-z]|[A-Za-z]\d")
_FEWEST_CHANGES = 2


def ids_in(text: str) -> frozenset[str]:
    """Return what looks like an identity in a system: six or more letters and digits, more mixed than a name with a number at its end."""
    return frozenset(one for one in _ID.findall(text[:2000]) if len(_ID_CHANGES.findall(one)) >= _FEWEST_CHANGES)
