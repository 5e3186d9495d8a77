"""The words by which a person states the kind of an event: “decision: …” or “#decision”."""

import re

from secondstory.timeline.rules.vocabulary import EventKind

_WORDS = {
    EventKind.LEAD_UP: ("lead-up", "lead up", "background"),
    EventKind.CHANGE: ("change", "deploy", "deployed", "deployment", "release"),
    EventKind.IMPACT_START: ("impact", "impact start", "impact starts", "impact started", "start of impact"),
    EventKind.SIGNAL: ("signal", "alert"),
    EventKind.DETECTION: ("detection", "detected", "noticed"),
    EventKind.PAGE: ("page", "paged"),
    EventKind.ACKNOWLEDGEMENT: ("acknowledgement", "acknowledged", "acknowledgment", "ack", "acked"),
    EventKind.HYPOTHESIS_OPENED: ("hypothesis", "hypothesis opened", "theory", "suspicion", "hunch"),
    EventKind.HYPOTHESIS_RULED_OUT: ("ruled out", "hypothesis ruled out", "rule out"),
    EventKind.DIAGNOSIS: ("diagnosis", "diagnosed", "cause", "root cause"),
    EventKind.DECISION: ("decision", "decided"),
    EventKind.ACTION: ("action", "did"),
    EventKind.ESCALATION: ("escalation", "escalated"),
    EventKind.COMMUNICATION: ("communication", "comms", "status update", "told customers"),
    EventKind.MILESTONE: ("milestone",),
    EventKind.CUSTOMER_REPORT: ("customer report", "customer", "complaint"),
    EventKind.MITIGATION: ("mitigation", "mitigated", "workaround"),
    EventKind.RESOLUTION: ("resolution", "resolved", "all clear"),
}
KIND_WORDS = {word: kind for kind, words in _WORDS.items() for word in words}
"""What can be written, in lower case and with spaces, and the kind it means."""

_LABEL = re.compile(r"[#*_\[]{0,3}([A-Za-z]{2,12}(?:[ _-][A-Za-z]{2,12}){0,2})[*_\]]{0,2}\s?:[*_]{0,2}(?=\s|$)")
_TAG_FIRST = re.compile(r"#([A-Za-z]{2,12}(?:[_-][A-Za-z]{2,12}){0,2})(?:[:,]?\s+|$)")
_TAG_LAST = re.compile(r"(?:^|(?<=\s))#([A-Za-z]{2,12}(?:[_-][A-Za-z]{2,12}){0,2})[.!]?$")


def kind_called(word: str) -> EventKind | None:
    """Return the kind that a word or two state, however they are joined and whatever their case; None where they state none."""
    return KIND_WORDS.get(" ".join(re.split(r"[\s_-]+", word.strip().lower()))) or KIND_WORDS.get(word.strip().lower())


def label_of(text: str) -> tuple[EventKind, str, str] | None:
    """Return the kind stated at the start of a text, the words that state it, and the text without them."""
    for pattern in (_LABEL, _TAG_FIRST):
        found = pattern.match(text)
        kind = kind_called(found[1]) if found else None
        if found and kind:
            return kind, found[0].strip(), text[found.end() :].strip()
    return None


def tag_of(text: str) -> tuple[EventKind, str, str] | None:
    """Return the kind stated by a tag at the end of a text, the tag, and the text without it."""
    found = _TAG_LAST.search(text, max(0, len(text) - 60))
    kind = kind_called(found[1]) if found else None
    return (kind, found[0].strip(), text[: found.start()].rstrip()) if found and kind else None
