"""What an item gives to go by: named pieces of evidence, each with its place in the text."""

from collections.abc import Iterator

from secondstory.language.actions.reading import VERBS, Reading
from secondstory.language.actions.vocabulary import Hit
from secondstory.language.actions.word_lists import listed
from secondstory.language.actions.words import Word

CONTROLS = ("block", "discard", "detect", "test", "cushion", "write", "rule", "train", "software")
"""Kinds that say what is made or changed. The first of them after the head decides more than those that follow."""

_JOINING = frozenset({"deliver", "explore", "assure", "intent", "improve", "fix", "inspect"})
"""Kinds of verb that mean something else with each control: to explore an alert is rated as an alert, to explore a node as nothing."""


Evidence = dict[str, tuple[int, int]]
"""Name of a piece of evidence to the code points of the words that give it."""


def evidence_in(reading: Reading) -> Evidence:
    """Return everything that speaks for or against a verdict. The first place of each piece counts."""
    found: Evidence = {}
    if not reading.words or not reading.parts:
        return found
    for name, first, last in _pieces(reading):
        found.setdefault(name, (reading.words[first].start, reading.words[max(first, min(last, len(reading.words)) - 1)].end))
    return found


def _pieces(reading: Reading) -> Iterator[tuple[str, int, int]]:
    yield from _verbs(reading)
    yield from _objects(reading)
    yield from _shape(reading)


def _verbs(reading: Reading) -> Iterator[tuple[str, int, int]]:
    head = reading.at.get(reading.head, [])
    if not any(hit.kind in VERBS for hit in head):
        yield "head:none", reading.head, reading.head + 1
    for hit in _strongest_reading(head):
        yield f"head:{hit.kind}", hit.first, hit.last
    for hit in head:
        if hit.kind == "intent" and reading.kinds_at(_after_to(reading, hit.last)) & {
            "deliver",
            "block",
            "discard",
            "fix",
            "test",
            "detect",
            "write",
        }:
            yield "intent>deed", hit.first, _after_to(reading, hit.last) + 1
        elif hit.kind in ("deliver", "fix", "block", "discard") and reading.words[hit.first].text.lower().endswith("ed"):
            yield "past", hit.first, hit.last
    for place in reading.verbs:
        if place != reading.head:
            for hit in _strongest_reading(reading.at.get(place, [])):
                yield f"then:{hit.kind}", hit.first, hit.last


def _after_to(reading: Reading, place: int) -> int:
    while place < len(reading.words) and reading.words[place].text.lower() in ("to", "on", "have", "of", "the"):
        place += 1
    return place


def _strongest_reading(hits: list[Hit]) -> list[Hit]:
    """Leave out what a longer phrase at the same place explains: "make" in "make sure"."""
    longest = max((hit.last for hit in hits), default=0)
    return [hit for hit in hits if hit.last == longest or longest - hit.first == 1]


def _objects(reading: Reading) -> Iterator[tuple[str, int, int]]:
    verbs = set(reading.verbs)
    control = _first_control(reading)
    heads = reading.kinds_at(reading.head) & _JOINING
    first = control.kind if control else "none"
    place, last = (control.first, control.last) if control else (reading.head, reading.head + 1)
    yield f"first:{first}", place, last
    for head in heads:
        yield f"{head}>{first}", place, last
    for hit in reading.main_hits:
        if hit.first not in verbs or hit.kind == "comparative":
            yield f"main:{hit.kind}", hit.first, hit.last
            if reading.begin <= hit.first <= reading.head + 2:
                yield f"near:{hit.kind}", hit.first, hit.last
            before = reading.words[max(hit.first - 3, 0) : hit.first]
            if hit.kind == "write" and any(word.stem in ("to", "into") for word in before):
                yield "into:write", hit.first, hit.last
    for hit in reading.side_hits:
        yield f"side:{hit.kind}", hit.first, hit.last


def _first_control(reading: Reading) -> Hit | None:
    """Return the control that the first verb is about. Of words in a row the last decides: an "alert runbook" is a runbook."""
    later = [place for place in reading.verbs if place > reading.head]
    spans = [(reading.head, later[0] if later else len(reading.words)), (reading.begin, len(reading.words))]
    hits = [hit for hit in reading.main_hits if hit.kind in CONTROLS]
    for start, end in spans:
        inside = [hit for hit in hits if start <= hit.first < end and not (hit.first == reading.head and hit.last == hit.first + 1)]
        own = [hit for hit in inside if hit.kind != "software"] or inside
        if own:
            return _last_in_a_row(own, inside)
    if head := next((hit for hit in hits if hit.first == reading.head), None):
        return head
    if "explore" in reading.kinds_at(reading.head):
        return next((hit for hit in reading.side_hits if hit.kind in CONTROLS and hit.kind != "software"), None)
    return None


def _last_in_a_row(own: list[Hit], inside: list[Hit]) -> Hit:
    chosen = min(own, key=lambda hit: (hit.first, CONTROLS.index(hit.kind)))
    for hit in inside:
        if hit.first == chosen.last and hit.kind in ("write", "rule", "detect", "test", "block") and chosen.kind != hit.kind:
            chosen = hit
    return chosen


def _shape(reading: Reading) -> Iterator[tuple[str, int, int]]:
    words = reading.words
    for place in range(reading.head + 1, min(reading.head + 3, len(words))):
        if words[place].stem == "why":
            yield "why", place, place + 1
    for place in range(len(words)):
        for name, length in _at(reading, place):
            yield name, place, place + length
    if reading.begin and any(word.stem in ("don", "merg") for word in words[: reading.begin]):
        yield "done", 0, reading.begin
    if words[reading.begin].stem in ("we", "i", "the"):
        yield "sentence", reading.begin, reading.begin + 1
    kinds = {hit.kind for hit in reading.main_hits}
    if "hollow" in kinds and kinds.isdisjoint(CONTROLS):
        hollow = next(hit for hit in reading.main_hits if hit.kind == "hollow")
        yield "hollow_only", hollow.first, hollow.last


def _at(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """Yield what one word gives by its shape, with the number of words that belong to it."""
    word = reading.words[place]
    after = reading.words[place + 1].text.lower() if place + 1 < len(reading.words) else ""
    before = reading.words[place - 1].stem if place else ""
    if word.text.isdecimal() and (after in listed("units") or before in ("to", "than", "least", "most", "by")):
        yield "number", 1
        if "improve" in reading.kinds_at(reading.head):
            yield "improve>number", 1
    elif word.text == "?" and place > reading.begin:
        yield "question", 1
    elif word.stem == "by" and after and _is_deed(reading, place + 1):
        yield "by>deed", 2
    elif _is_code(word):
        yield "name", 1


def _is_deed(reading: Reading, place: int) -> bool:
    """Whether the means follows: "by adding", "by implementing"."""
    return reading.words[place].text.lower().endswith("ing") and bool(reading.kinds_at(place) & {"deliver", "block", "discard", "fix"})


def _is_code(word: Word) -> bool:
    """Whether a word names a thing in a system: a host, a function, a ticket."""
    text = word.text
    if len(text) < 3 or word.is_mark:
        return False
    has_inner_capital = any(map(str.isupper, text[1:])) and not text.isupper()
    return "_" in text or has_inner_capital or (any(map(str.isdecimal, text)) and any(map(str.isalpha, text)))
