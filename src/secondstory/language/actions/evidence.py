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

_DEEDS = frozenset({"deliver", "block", "discard", "fix", "test", "detect", "write"})
_DONE = frozenset({"deliver", "fix", "block", "discard"})
_LOOK_BACK = 6
_FEW = 4
_MANY = 25
_A_COUPLE = 2

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
        if hit.kind == "intent":
            yield from _intended(reading, hit)
        elif hit.kind in _DONE and reading.words[hit.first].text.lower().endswith("ed") and _tense(reading) != "should":
            yield "past", hit.first, hit.last
    if tense := _tense(reading):
        yield f"tense:{tense}", reading.head, reading.head + 1
    for place in reading.verbs:
        if place != reading.head:
            for hit in _strongest_reading(reading.at.get(place, [])):
                yield f"then:{hit.kind}", hit.first, hit.last


def _intended(reading: Reading, intent: Hit) -> Iterator[tuple[str, int, int]]:
    """Yield what the verb says that follows "we are working to"."""
    place = _after_to(reading, intent.last)
    kinds = reading.kinds_at(place)
    if kinds & _DEEDS:
        yield "intent>deed", intent.first, place + 1
    if place < len(reading.words) and place > intent.last:
        for kind in kinds & VERBS:
            yield f"inner:{kind}", place, place + 1


def _tense(reading: Reading) -> str:
    """Whether the first verb says what was done, is being done, will be or should be; "" for a plain request."""
    start = max((part.start for part in reading.parts if part.start <= reading.head), default=0)
    before = {word.text.lower() for word in reading.words[max(start, reading.head - _LOOK_BACK) : reading.head]}
    verb = reading.words[reading.head].text.lower()
    if not before.isdisjoint(listed("modals") - {"will"}):
        return "should"
    if not before.isdisjoint(("will", "we'll", "shall", "going")):
        return "will"
    if verb.endswith("ing"):
        return "doing" if before else ""
    if not before.isdisjoint(("have", "has", "had", "was", "were", "been", "we've", "i've")) or (verb.endswith("ed") and len(verb) > 4):
        return "did"
    return ""


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
    yield from _extent(reading)
    yield from _aims(reading)
    kinds = {hit.kind for hit in reading.main_hits}
    if "hollow" in kinds and kinds.isdisjoint(CONTROLS):
        hollow = next(hit for hit in reading.main_hits if hit.kind == "hollow")
        yield "hollow_only", hollow.first, hollow.last


def _extent(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Yield how much is asked for: a few words rarely say when they are done, a list of verbs is a plan."""
    asked = sum(1 for part in reading.parts for word in reading.words[part.start : part.main_end] if not word.is_mark)
    if asked <= _FEW:
        yield "extent:few", reading.head, reading.head + 1
    elif asked >= _MANY:
        yield "extent:many", reading.head, reading.head + 1
    if len(reading.verbs) > _A_COUPLE:
        yield "extent:list", reading.verbs[_A_COUPLE], reading.verbs[_A_COUPLE] + 1


def _aims(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Yield whether a purpose follows, and whether it is one that any item could have: "to prevent similar issues"."""
    part = reading.parts[0]
    if part.main_end < part.end:
        end = min(part.main_end + 1, part.end)
        is_general = any(hit.kind in ("general", "lasting") and hit.first >= part.main_end for hit in reading.side_hits)
        is_aim = reading.words[part.main_end].text.lower() == "to"
        yield f"aim:{'general' if is_general else 'own'}" if is_aim else "aside", part.main_end, end
        if is_aim and not is_general and "improve" in reading.kinds_at(reading.head):
            yield "improve>aim", part.main_end, end
    if part.opening < part.start:
        yield "opening", part.opening, part.start


def _at(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """Yield what one word gives by its shape, with the number of words that belong to it."""
    word = reading.words[place]
    if word.text.isalpha() and word.text.islower() and word.stem != "by":
        return
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
    elif _is_ticket(reading, place):
        yield "ticket", 1
    elif _is_code(word) and place > reading.head:
        yield "name", 1
    elif word.text[0].isupper() and place > reading.head and not word.is_mark and not reading.words[place - 1].is_mark:
        yield "proper", 1


def _is_deed(reading: Reading, place: int) -> bool:
    """Whether the means follows: "by adding", "by implementing"."""
    return reading.words[place].text.lower().endswith("ing") and bool(reading.kinds_at(place) & {"deliver", "block", "discard", "fix"})


def _is_ticket(reading: Reading, place: int) -> bool:
    """Whether a word is an address or the number of a ticket: "T1234", "OPS-12"."""
    word = reading.words[place]
    if word.is_mark:
        return len(word.text) > 1
    if word.text[0].isupper() and word.text[1:].isdecimal():
        return len(word.text) > _FEW
    return word.text.isdecimal() and place > 1 and reading.words[place - 1].text == "-" and reading.words[place - 2].text.isupper()


def _is_code(word: Word) -> bool:
    """Whether a word names a thing in a system: a host, a function, a ticket."""
    text = word.text
    if len(text) < 3 or word.is_mark:
        return False
    has_inner_capital = any(map(str.isupper, text[1:])) and not text.isupper()
    return "_" in text or has_inner_capital or (any(map(str.isdecimal, text)) and any(map(str.isalpha, text)))
