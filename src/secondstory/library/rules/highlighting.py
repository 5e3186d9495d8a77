"""Which words of a result matched, and the passage that shows them best. Plain values: who draws them escapes them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from secondstory.library.rules.entries import TEXT_FIELDS, EntryTexts
from secondstory.library.rules.query_language import Wanted
from secondstory.library.rules.stemming import stem
from secondstory.library.rules.tokens import LONGEST_WORD, WORD, folded

PASSAGE = 240  # characters
MOST_MATCHES = 100  # of one word looked at in one field; the best passage of a long text stands early enough
_EDGE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; `is_match` where it is to be marked."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one field of an entry, such as its timeline."""

    field: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        wanted = tuple(wanted)
        self._stems = frozenset(one for part in wanted for one in part.stems)
        self._beginnings = tuple({part.words[-1] for part in wanted if part.is_beginning})
        self._heads = _shortest({_head(one) for one in self._stems} | set(self._beginnings))
        self._seen: dict[str, str] = {}
        self._last: tuple[str, list[tuple[int, int, str]]] = ("", [])

    def matches(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and stem of the words that match, in order; of a text with very many, the first."""
        if text is self._last[0]:
            return self._last[1]
        found: list[tuple[int, int, str]] = []
        low = folded(text)
        for head in self._heads:
            found += self._matches_of(head, low)
        if len(self._heads) > 1:
            found.sort()
        self._last = (text, found)
        return found

    def _matches_of(self, head: str, low: str) -> Iterator[tuple[int, int, str]]:
        left = MOST_MATCHES
        at = low.find(head)
        while at >= 0 and left:
            end = at + len(head)
            if at == 0 or not low[at - 1].isalnum():
                end = WORD.match(low, at).end()  # type: ignore[union-attr]
                if root := self._root(low[at:end]):
                    yield at, end, root
                    left -= 1
            at = low.find(head, end)

    def _root(self, word: str) -> str:
        """Return the stem of a word that was asked for, empty for any other."""
        root = self._seen.get(word)
        if root is None:
            root = stem(word[:LONGEST_WORD])
            self._seen[word] = root = root if root in self._stems or (self._beginnings and word.startswith(self._beginnings)) else ""
        return root

    def marked(self, text: str, *, length: int | None = None) -> tuple[Segment, ...]:
        """Return the beginning of a text, with its matches marked."""
        end = len(text) if length is None or len(text) <= length else _word_end(text, length)
        segments = _segments(text, self.matches(text), 0, end)
        return (*segments, Segment(" …")) if end < len(text) else segments

    def best_passage(self, texts: EntryTexts) -> Passage:
        """Return the passage with the most different matches, then the most; without any, the beginning of the summary or the body."""
        best: tuple[tuple[int, int], str, str, list[tuple[int, int, str]], int] | None = None
        for field in TEXT_FIELDS[1:]:
            text = getattr(texts, field)
            found = self.matches(text)
            value, start = _best_window(found)
            if found and (best is None or value > best[0]):
                best = (value, field, text, found, start)
        if best is None:
            field = "summary" if texts.summary else "body"
            return Passage(field, self.marked(getattr(texts, field), length=PASSAGE))
        _, field, text, found, start = best
        return Passage(field, _window(text, found, start))


def _shortest(heads: set[str]) -> list[str]:
    """Leave out heads that begin with another one, whose words are found with it."""
    return sorted(head for head in heads if not any(head != other and head.startswith(other) for other in heads))


def _head(root: str) -> str:
    """Return the letters with which every word of this stem begins: a stem may differ from its word in its last two letters."""
    return root[:-2] if len(root) > 4 else root[:-1] if len(root) > 2 else root


def _best_window(found: Sequence[tuple[int, int, str]]) -> tuple[tuple[int, int], int]:
    best, best_start = (0, 0), 0
    ends = [end for _, end, _ in found]
    for first, (start, _, _) in enumerate(found):
        last = bisect_right(ends, start + PASSAGE - 40)
        value = (len({root for _, _, root in found[first:last]}), last - first)
        if value > best:
            best, best_start = value, start
    return best, best_start


def _window(text: str, found: Sequence[tuple[int, int, str]], first_match: int) -> tuple[Segment, ...]:
    start = _word_start(text, max(0, first_match - 40))
    end = _word_end(text, start + PASSAGE)
    segments = _segments(text, found, start, end)
    before = (Segment("… "),) if start > 0 else ()
    after = (Segment(" …"),) if end < len(text) else ()
    return (*before, *segments, *after)


def _segments(text: str, found: Sequence[tuple[int, int, str]], start: int, end: int) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = start
    for first, last, _ in found:
        if first < at or last > end:
            continue
        if first > at:
            segments.append(Segment(_one_line(text[at:first])))
        segments.append(Segment(text[first:last], is_match=True))
        at = last
    if at < end:
        segments.append(Segment(_one_line(text[at:end])))
    return tuple(segments)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _word_start(text: str, at: int) -> int:
    """Return the beginning of the word at or soon after a position; a very long word is cut."""
    if at == 0:
        return 0
    edge = _EDGE.search(text, at - 1, at + 30)
    return edge.end() if edge else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    cut = max(text.rfind(" ", 0, at + 1), text.rfind("\n", 0, at + 1))
    return cut if cut > at - 30 else at
