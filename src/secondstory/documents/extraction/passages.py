"""The passages of a report that stand under their headings and labels."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.prose import is_hint, is_link_line, says_nothing
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.vocabulary import Rank
from secondstory.documents.values import BlockKind

_PLACED = frozenset({"summary", "impact", "causes", "lessons", "went", "resolution", "actions", "plans", "timeline", "people", "appendix"})
_LESSONS = ("lessons", "went")


@dataclass(slots=True)
class Passages:
    """The passages found by the name of their part, and the labels that went with them. Takes the pieces that it places."""

    sections: list[Section]
    title: Section | None
    found: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    placed: dict[str, list[Piece]] = field(default_factory=dict)  # the pieces of passages that stand under a single heading

    def __contains__(self, name: str) -> bool:
        return name in self.found

    def place_headed(self, *, summarised: bool) -> None:
        """Place what stands under headings that surely name a part; a summary only where the front matter has none."""
        for name in ("impact", "causes", "lessons", "resolution", *(() if summarised else ("summary",))):
            self.place(name, self.sections_of(name))
        went = self.sections_of("went")
        if went and "lessons" in self:
            before = self.found["lessons"]
            self.place("lessons", went)
            self.found["lessons"] = f"{before}\n\n{_heading(went[0])}\n\n{self.found['lessons']}"
        else:
            self.place("lessons", went)

    def place_weakly_headed(self, name: str) -> None:
        """Place what stands under headings that may name a part."""
        self.place(name, self.sections_of(name, weak=True))

    def sections_of(self, name: str, *, weak: bool = False) -> list[Section]:
        """The sections of the best rank that play a part and say something; a section inside a chosen one comes with it."""
        candidates = [section for section in self.sections if self._is_candidate(section, name, weak=weak)]
        if name != "went":
            best = min((section.part.rank for section in candidates if section.part), default=Rank.EXACT)
            candidates = [section for section in candidates if section.part and section.part.rank is best]
        chosen = {id(section) for section in candidates}
        inner = [section for section in candidates if _is_inside(section, chosen)]
        labelled = [section for section in inner if section.labelled]
        if labelled and name != "went":  # "Summary" as a label inside the section "Summary": the label is meant
            return labelled
        return [section for section in candidates if not _is_inside(section, chosen)]

    def _is_candidate(self, section: Section, name: str, *, weak: bool) -> bool:
        if section.part is None or section.part.name != name or (section.part.rank is Rank.WEAK) is not weak:
            return False
        if section is self.title or section.is_within("appendix") or not self._says_something(section):
            return False
        return name != "summary" or bool(section.pieces) or all(child.part is None for child in section.children)

    def _says_something(self, section: Section) -> bool:
        said = (piece for piece in self.content_of(section) if piece.kind is not BlockKind.HEADING)
        return any(not says_nothing(piece.text) and not is_link_line(piece.text) for piece in said)

    def place(self, name: str, chosen: list[Section]) -> None:
        """Make the content of some sections the passage `name`; from the second section on, headings stay with their text."""
        texts = []
        for number, section in enumerate(chosen):
            pieces = list(self.content_of(section))
            text = self.move(pieces)
            if len(chosen) == 1:
                self.placed[name] = pieces
            texts.append(text if number == 0 or not text else f"{_heading(section)}\n\n{text}")
        if chosen:
            self.found[name] = "\n\n".join(texts)

    def move(self, pieces: list[Piece]) -> str:
        """Take some pieces and give their Markdown."""
        text = markdown_of(pieces)
        for piece in pieces:
            piece.taken = True
            if piece.label:
                self.labels.append(piece.label)
        return text

    def content_of(self, section: Section) -> Iterator[Piece]:
        """What stands in a section and below it, without what plays a part of its own there, and without template hints."""
        yield from (piece for piece in section.pieces if not piece.taken and not is_hint(piece))
        for child in section.children:
            if self._stands_alone(child, section):
                continue
            if child.marker:
                yield Piece(BlockKind.HEADING, child.title, child.marker)
            for piece in self.content_of(child):
                piece.label = ""  # inside another passage a label stays where it is
                yield piece

    def _stands_alone(self, section: Section, above: Section) -> bool:
        """Whether a section inside another one is a passage of its own; one that may head the cause is, until a better one is found."""
        if section.part is None or section.part.name not in _PLACED:
            return False
        name = section.part.name
        if section.part.rank is Rank.WEAK:
            return name == "causes" and name not in self and not above.is_within(name)
        return not (above.plays(name) or above.is_within(name) or (name in _LESSONS and above.plays(*_LESSONS)))


def _is_inside(section: Section, chosen: set[int]) -> bool:
    above = section.parent
    while above is not None:
        if id(above) in chosen:
            return True
        above = above.parent
    return False


def _heading(section: Section) -> str:
    return section.marker or f"**{section.title}:**"
