"""The passages of a report: what stands under its headings, and in narrative texts the paragraph that plays that part."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import Notation, stamps_in
from secondstory.documents.extraction.vocabulary import Rank, part_named
from secondstory.documents.values import BlockKind

_PLACED = frozenset({"summary", "impact", "causes", "lessons", "went", "resolution", "actions", "plans", "timeline", "people", "appendix"})
_NOTHING = re.compile(r"(?:n/?a|none|tbd|todo|to do|no comments? added|not applicable|pending|unknown|-+|\.+|…|\?+)\W*$", re.IGNORECASE)
_HINT = re.compile(r"(\*|_)(?![*_ ])[^*_]{8,}\1$")
_INCIDENT_WORDS = re.compile(
    r"outage|incident|unavailab|degrad|disrupt|downtime|\bfail|\berror|experienc|unable|inaccessib|\b(?:went|is|was|were|are|being) down\b|breach|vulnerab|exploit|issue|\bbug\b|broke[n ]|crash",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\broot cause(?:s)? (?:of|was|were|is|are|for|as|behind)|\b(?:underlying|primary|main|direct|actual|real) causes?\b|\b(?:was|were|been|is|are) (?:ultimately |directly |primarily |mainly )?caused by\b"
    r"|\bcaused by an? |\bcause of (?:the|this|these|that)\b|\bcorrelates? (?:to|with)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"(?:investigat\w*|determin\w*|look\w* (?:for|into)|find|share|perform\w*|conduct\w*|details? o[nf]|to understand|analysis of) (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:identified|discovered|determined|found out|concluded|realized|realised|turned out|traced|revealed|confirmed) (?:that|to)\b|\bour analysis\b|\bthe (?:problem|issue|reason|culprit) was\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\bbecause (?:of )?\b|\bdue to\b|\bas a result of\b|\bwas (?:a|the) result of\b|\bresulted from\b", re.IGNORECASE)
_IMPACT = re.compile(
    r"^(?:the |our )?(?:\w+ )?impact (?:was|of|is|were)\b|^(?:all|most|many|some|about|around|approximately|roughly|an estimated|\d[\d.,%]*)\b.{0,80}\b(?:were|was) (?:\w+ )?(?:affected|impacted|unable|unavailable|lost)"
    r"|^(?:\w+ ){0,3}(?:users|customers|visitors|readers|editors) (?:\w+ ){0,2}(?:were|was|could|saw|experienced|received|lost)\b",
    re.IGNORECASE,
)
_LESSONS = re.compile(
    r"\blessons? (?:that |which )?(?:we|learn|from|are|is|to)\b|\bwhat we (?:have )?learn|\bwe (?:have )?learn(?:ed|t)\b|\bin (?:hindsight|retrospect)\b",
    re.IGNORECASE,
)
_LINK_LINE = re.compile(r"\s*(?:[A-Z][\w ]{1,30}:\s*)?(?:<?https?://\S+|\[[^\[\]]*\]\([^()\s]*\))[^.]{0,40}\.?\s*$")
_LABEL = re.compile(r"([A-Z][A-Za-z /'-]{1,40}):(?:\s|$)")
_BYLINE = re.compile(
    r"^(?:by|posted|published|written|author|updated|last (?:modified|updated)|status|date|internal post-?mortem|see|source|note)\b",
    re.IGNORECASE,
)
_MOST_PREAMBLE = 8  # longer preambles are the report itself, and their first paragraph the summary
_FEWEST_WORDS = 6
_BEGINNING = 240
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(slots=True)
class Passages:
    """The passages found, by part, and the headings and labels that went with them."""

    found: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PassageReader:
    sections: list[Section]
    title: Section | None
    notation: Notation
    summarised: bool = False
    passages: Passages = field(default_factory=Passages)

    def read(self, *, described: str) -> Passages:
        """Find every passage. `described` is what the front matter says in place of a summary."""
        for name in ("impact", "causes", "lessons", "resolution", "summary"):
            if name != "summary" or not self.summarised:
                self._headed(name, [name])
        if "lessons" not in self.passages.found:
            self._headed("lessons", ["went"])
        else:
            self._append("lessons", "went")
        if not self.summarised:
            self._summary(described)
        self._causes()
        self._impact()
        self._lessons()
        return self.passages

    # ------------------------------------------------------------------ under headings

    def _headed(self, field_name: str, parts: list[str], *, weak: bool = False) -> None:
        chosen = self._chosen(parts, weak=weak)
        if chosen:
            self._place(field_name, chosen)

    def _chosen(self, parts: list[str], *, weak: bool) -> list[Section]:
        """The sections of the best rank that say something; a section inside a chosen one comes with it."""
        candidates = [
            section
            for section in self.sections
            if section.part
            and section.part.name in parts
            and (section.part.rank is Rank.WEAK) is weak
            and section is not self.title
            and not section.is_within("appendix")
            and self._says_something(section)
        ]
        if not candidates:
            return []
        best = min(section.part.rank for section in candidates if section.part)
        chosen = [section for section in candidates if section.part and section.part.rank is best]
        if parts == ["went"]:
            chosen = candidates
        inner = [section for section in chosen if section.labelled and any(_is_below(section, other) for other in chosen)]
        if inner and parts != ["went"]:
            return inner
        return [section for section in chosen if not any(_is_below(section, other) for other in chosen)]

    def _place(self, field_name: str, chosen: list[Section]) -> None:
        blocks: list[str] = []
        for number, section in enumerate(chosen):
            pieces = list(self._content(section))
            if field_name == "summary" and section.part and section.part.rank is Rank.WEAK:
                pieces = self._before_cause(pieces)
            text = markdown_of(pieces)
            for piece in pieces:
                piece.taken = True
            heading = section.marker or f"**{section.title}:**"
            blocks.append(text if number == 0 or not text else f"{heading}\n\n{text}")
        self.passages.found[field_name] = "\n\n".join(blocks)

    def _append(self, field_name: str, part: str) -> None:
        before = self.passages.found[field_name]
        chosen = self._chosen([part], weak=False)
        if chosen:
            self._place(field_name, chosen)
            first = chosen[0].marker or f"**{chosen[0].title}:**"
            self.passages.found[field_name] = f"{before}\n\n{first}\n\n{self.passages.found[field_name]}"

    def _says_something(self, section: Section) -> bool:
        said = [piece for piece in self._content(section) if piece.kind is not BlockKind.HEADING]
        return any(not _NOTHING.match(plain(piece.text) or "-") and not _LINK_LINE.match(piece.text) for piece in said)

    def _content(self, section: Section, *, nested: bool = False) -> Iterator[Piece]:
        """What stands in a section and below it, without what plays a part of its own there, and without template hints."""
        own = [piece for piece in section.pieces if not piece.taken]
        for piece in own:
            if _is_hint(piece):
                continue
            yield replace_in_place(piece) if nested and piece.label else piece
        for other in self.sections:
            if other.parent is section and not self._stands_alone(other, section):
                if other.marker:
                    yield Piece(BlockKind.HEADING, other.title, other.marker)
                yield from self._content(other, nested=True)

    def _stands_alone(self, section: Section, above: Section) -> bool:
        if section.part is None or section.part.name not in _PLACED or section.part.rank is Rank.WEAK:
            return False
        family = {section.part.name, above.part.name if above.part else ""}
        return not (len(family) == 1 or family <= {"lessons", "went"} or _under(section, section.part.name))

    # ------------------------------------------------------------------ in narrative texts

    def _summary(self, described: str) -> None:
        if "summary" in self.passages.found:
            return
        preamble = list(self._preamble())
        if preamble and (not described or self._states_incident(preamble[0].text)):
            self._move("summary", preamble)
            return
        if not described:
            self._headed("summary", ["summary"], weak=True)

    def _preamble(self) -> Iterator[Piece]:
        """The prose before the first section, or the first paragraph where the text has no sections."""
        opening = [section for section in self.sections if section.level == 0 or section is self.title]
        prose = [
            piece
            for section in opening
            for piece in section.pieces
            if not piece.taken and piece.kind is BlockKind.PARAGRAPH and is_prose(piece)
        ]
        whole = all(section in opening or section.labelled for section in self.sections)
        yield from prose[:1] if whole or len(prose) > _MOST_PREAMBLE else self._before_cause(prose)

    def _before_cause(self, pieces: list[Piece]) -> list[Piece]:
        """The paragraphs before the one that names the cause, which is no summary where no heading names it either."""
        if "causes" in self.passages.found:
            return pieces
        for number, piece in enumerate(pieces):
            if number and piece.kind is BlockKind.PARAGRAPH and (_states_cause(piece.text) or _FINDING.search(piece.text[:_BEGINNING])):
                return pieces[:number]
        return pieces

    def _states_incident(self, text: str) -> bool:
        return bool(_INCIDENT_WORDS.search(text)) or any(True for _ in stamps_in(plain(text), self.notation))

    def _causes(self) -> None:
        if "causes" in self.passages.found:
            return
        free = list(self._free_paragraphs())
        strong = _first([piece for _, piece in free], _states_cause)
        if strong is None or any(piece is strong and section.part and section.part.name == "causes" for section, piece in free):
            self._headed("causes", ["causes"], weak=True)
        if "causes" not in self.passages.found and strong is None:
            pieces = [piece for _, piece in free]
            strong = _first(pieces, lambda text: bool(_FINDING.search(text))) or (
                _first(pieces, lambda text: bool(_REASON.search(text))) if not self._is_headed() else None
            )
        if "causes" not in self.passages.found and strong is not None:
            self._move("causes", [strong])

    def _is_headed(self) -> bool:
        return any(not section.labelled and section.marker and section is not self.title for section in self.sections)

    def _impact(self) -> None:
        if "impact" in self.passages.found:
            return
        if any(section.part and section.part.name in ("summary", "causes") and section is not self.title for section in self.sections):
            return
        found = next((piece for _, piece in self._free_paragraphs() if _IMPACT.match(plain(piece.text[:300]))), None)
        if found is not None:
            self._move("impact", [found])

    def _lessons(self) -> None:
        if "lessons" in self.passages.found:
            return
        for section in self.sections:
            if section.part and section.part.name in ("actions", "plans", "timeline", "appendix", "people"):
                continue
            for number, piece in enumerate(section.pieces):
                if piece.taken or piece.kind not in _TEXTS or not _LESSONS.search(piece.text):
                    continue
                run = [piece, *_list_after(section.pieces[number + 1 :])]
                if piece.kind is BlockKind.LIST_ITEM or (len(run) > 1 and piece.text.rstrip().endswith(":")):
                    self._move("lessons", run)
                    return

    def _free_paragraphs(self) -> Iterator[tuple[Section, Piece]]:
        for section in self.sections:
            name = section.part.name if section.part else ""
            if name in ("timeline", "actions", "plans", "lessons", "went", "appendix", "people", "impact", "resolution"):
                continue
            for piece in section.pieces:
                if piece.kind is BlockKind.PARAGRAPH and not piece.taken and not piece.depth and is_prose(piece):
                    yield section, piece

    def _move(self, field_name: str, pieces: list[Piece]) -> None:
        self.passages.found[field_name] = markdown_of(pieces)
        for piece in pieces:
            piece.taken = True
            if piece.label:
                self.passages.labels.append(piece.label)


def _is_hint(piece: Piece) -> bool:
    """A template's words to the writer: a paragraph all in italics, an HTML comment."""
    if piece.kind is BlockKind.HTML:
        return piece.text.startswith("<!--") or not piece.text
    return piece.kind is BlockKind.PARAGRAPH and bool(_HINT.match(piece.text.strip().replace("\n", " ")))


def replace_in_place(piece: Piece) -> Piece:
    """A labelled piece inside another passage keeps its label."""
    piece.label = ""
    return piece


def is_prose(piece: Piece) -> bool:
    """A paragraph that says something: no byline, no lone link or image, no hint of a template."""
    text = plain(piece.text)
    if len(text.split()) < _FEWEST_WORDS or _BYLINE.match(text):
        return False
    label = _LABEL.match(text)
    if label and not piece.label and (part := part_named(label[1])) and part.name in ("other", "people", "teams", "components", "tags"):
        return False
    return not _HINT.match(piece.text.strip().replace("\n", " ")) and not text.startswith(("(based on", "|"))


def _states_cause(text: str) -> bool:
    found = _CAUSE.search(text)
    return bool(found) and not _NOT_YET.search(text[max(0, found.start() - 60) : found.start()]) if found else False


def _first(pieces: list[Piece], says: Callable[[str], bool]) -> Piece | None:
    """The first paragraph that says something at its beginning, else anywhere."""
    return next((piece for piece in pieces if says(piece.text[:_BEGINNING])), None) or next(
        (piece for piece in pieces if says(piece.text)), None
    )


def _list_after(pieces: list[Piece]) -> list[Piece]:
    run: list[Piece] = []
    for piece in pieces:
        if piece.taken or (piece.kind is not BlockKind.LIST_ITEM and not piece.depth):
            break
        run.append(piece)
    return run


def _is_below(section: Section, other: Section) -> bool:
    current = section.parent
    while current is not None:
        if current is other:
            return True
        current = current.parent
    return False


def _under(section: Section, name: str) -> bool:
    return section.parent is not None and section.parent.is_within(name)
