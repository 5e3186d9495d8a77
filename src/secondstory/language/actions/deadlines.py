"""The date an item is due, as its text says it: anything that comes down to a day, a week, a month or a quarter."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from secondstory.language.actions.word_lists import listed
from secondstory.language.actions.words import Word

_LOOK_BACK = 12


class Deadline(NamedTuple):
    """Where a text says by when. One that is not `is_definite` names no day, week, month or quarter ("in the coming weeks")."""

    start: int
    end: int
    is_definite: bool


def deadline_in(words: Sequence[Word]) -> Deadline | None:
    """Return the first definite deadline, else the first indefinite one, else None."""
    texts = [word.text.lower() for word in words]
    indefinite = None
    openers = _openers()
    for place, text in enumerate(texts):
        if text not in openers and not text[0].isdigit():
            continue
        first, end = _definite(words, texts, place)
        if end:
            return Deadline(words[first].start, words[end - 1].end, is_definite=True)
        if indefinite is None and (end := _indefinite(texts, place)):
            indefinite = Deadline(words[place].start, words[end - 1].end, is_definite=False)
    return indefinite


@cache
def _openers() -> frozenset[str]:
    """Every word with which a deadline can begin, besides numbers."""
    phrases = [
        "next",
        "this",
        "coming",
        "following",
        "end",
        "beginning",
        "start",
        "middle",
        "in",
        "within",
        "over",
        "during",
        "at",
        "week",
        "wk",
    ]
    return frozenset(phrases).union(*(listed(name) for name in ("moments", "months", "days", "quarters", "indefinite")))


def _definite(words: Sequence[Word], texts: list[str], place: int) -> tuple[int, int]:
    """Return the places from and to which a deadline stands whose date begins at `place`; (0, 0) if none does."""
    if end := _relative(texts, place):
        return place, end
    if end := _span(texts, place):
        return place, end
    end = _date(words, texts, place)
    if not end:
        return 0, 0
    lead = place - 1
    while lead >= 0 and texts[lead] in listed("fillers") and texts[lead] not in listed("weak_leads") and texts[lead] != "by":
        lead -= 1
    if lead >= 0 and texts[lead] in listed("deadline_leads"):
        return lead, end
    if lead >= 0 and texts[lead] in listed("weak_leads"):
        before = lead - 1 if lead and texts[lead - 1] in listed("deadline_leads") else lead
        return (before, end) if before < lead or not _tells_the_past(texts, lead) else (0, 0)
    closes = end == len(texts) or texts[end] in ")]"
    opens = place > 0 and texts[place - 1] in "([-–—"
    return (place, end) if closes and opens else (0, 0)


def _relative(texts: list[str], place: int) -> int:
    """ "next week", "this quarter", "the coming sprint", "end of March", "tomorrow" """
    text, after = texts[place], texts[place + 1 : place + 4]
    if text in listed("moments") and text != "today":
        return place + 1
    if text in ("next", "this", "coming", "following") and after:
        if (
            after[0] in listed("periods") - {"day"}
            or after[0] in listed("days")
            or (after[0] in listed("months") and after[0] not in ("may", "mar"))
        ):
            return 0 if text == "following" and place and texts[place - 1] != "the" else place + 2
        if "window" in after or after[:2] in (["fiscal", "year"], ["fiscal", "quarter"], ["calendar", "year"]):
            return place + 1 + (after.index("window") + 1 if "window" in after else 2)
    if text in ("end", "beginning", "start", "middle") and after[:1] == ["of"]:
        at = place + 2
        while at < len(texts) and texts[at] in ("the", "this", "next", "business"):
            at += 1
        if at < len(texts) and (texts[at] in listed("periods") or texts[at] in listed("months") or texts[at] in listed("quarters")):
            return at + 1
    return 0


def _span(texts: list[str], place: int) -> int:
    """ "within two weeks", "in the next 30 days", "over the next quarter"; not "within 30 days of joining" """
    if texts[place] not in ("in", "within", "over", "during"):
        return 0
    at = place + 1
    is_next = texts[at : at + 1] == ["the"] and texts[at + 1 : at + 2] in (["next"], ["coming"], ["following"])
    at += 2 if is_next else 0
    if at < len(texts) and (texts[at] in listed("amounts") or (texts[at].isdecimal() and len(texts[at]) < 4)):
        at += 1
    elif not is_next or texts[at : at + 1] == [] or texts[at].endswith("s"):
        return 0
    while at < len(texts) and texts[at] in ("working", "business", "calendar"):
        at += 1
    if at < len(texts) and texts[at] in listed("spans") and texts[at + 1 : at + 2] not in (["of"], ["after"], ["from"], ["prior"]):
        return at + 1
    return 0


def _date(words: Sequence[Word], texts: list[str], place: int) -> int:
    """ "2027-03-01", "1 March 2027", "March 1st", "March", "Q3 2027", "Friday", "week 12" """
    text = texts[place]
    if text in listed("months") and words[place].text[0].isupper():
        return _year(texts, place + 2 if _is_day(texts, place + 1) else place + 1)
    if text in listed("days") and (len(text) > 4 or words[place].text[0].isupper()):
        return place + 1
    if text in listed("quarters"):
        return _year(texts, place + 1)
    if text in listed("moments"):
        return place + 1
    if text in ("week", "wk") and texts[place + 1 : place + 2] and texts[place + 1].isdecimal():
        return place + 2
    if _is_day(texts, place):
        at = place + 2 if texts[place + 1 : place + 2] == ["of"] else place + 1
        if at < len(texts) and texts[at] in listed("months"):
            return _year(texts, at + 1)
    if text.isdecimal() and place + 4 < len(texts) and texts[place + 1] == texts[place + 3] and texts[place + 1] in "-./":
        parts = (texts[place], texts[place + 2], texts[place + 4])
        if all(map(str.isdecimal, parts)) and words[place + 4].end - words[place].start <= 10 and 4 in (len(parts[0]), len(parts[2])):
            return place + 5
    if text.isdecimal() and len(text) == 4 and texts[place + 1 : place + 2] and texts[place + 1] in listed("quarters"):
        return place + 2
    return 0


def _is_day(texts: list[str], place: int) -> bool:
    if place >= len(texts):
        return False
    number = texts[place].removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return number.isdecimal() and number.isascii() and len(number) <= 2 and 1 <= int(number) <= 31


def _year(texts: list[str], place: int) -> int:
    at = place + 1 if texts[place : place + 1] == [","] else place
    return at + 1 if at < len(texts) and texts[at].isdecimal() and len(texts[at]) == 4 else place


def _tells_the_past(texts: list[str], lead: int) -> bool:
    """Whether "in May" tells when something was, not when it will be."""
    before = texts[max(0, lead - _LOOK_BACK) : lead]
    if not listed("past").isdisjoint(before):
        return True
    return any(text.endswith("ed") for text in before[-3:]) and listed("future").isdisjoint(before)


def _indefinite(texts: list[str], place: int) -> int:
    """ "soon", "in the coming weeks", "in the near future" """
    if texts[place] in listed("indefinite"):
        return place + 1
    if texts[place] in ("in", "over", "during", "within", "at"):
        ahead = texts[place + 1 : place + 6]
        if not {"coming", "next", "near", "following", "foreseeable", "some"}.isdisjoint(ahead[:2]):
            for number, text in enumerate(ahead):
                if text in listed("distant") or text == "point":
                    return place + number + 2
    return 0
