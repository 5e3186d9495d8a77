"""An open document as the linter reads it."""

from dataclasses import dataclass
from pathlib import PurePath

from secondstory.cli.lsp.positions import Positions
from secondstory.language.findings import Finding
from secondstory.language.linter import lint_prose
from secondstory.language.prose import Prose
from secondstory.language.readers import Format, read_prose

_BY_LANGUAGE: dict[str, Format] = {"markdown": "markdown", "html": "html", "xhtml": "html", "plaintext": "text", "text": "text"}
_BY_ENDING: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".text": "text",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one version of a document."""

    uri: str
    path: str
    version: int | None
    kind: Format
    text: str
    prose: Prose
    findings: tuple[Finding, ...]
    positions: Positions


def format_of(language_id: str | None, path: str) -> Format | None:
    """Return how to read a document: by what the editor calls it, else by its ending. None: this is nothing to read."""
    return _BY_LANGUAGE.get((language_id or "").lower()) or _BY_ENDING.get(PurePath(path).suffix.lower())


def read(text: str, *, uri: str, kind: Format, path: str, version: int | None, encoding: str | None) -> Reading:
    """Find what to reword, with the settings of the folder in which the document stands."""
    prose = read_prose(text, format=kind)
    return Reading(uri, path, version, kind, text, prose, tuple(lint_prose(prose)), Positions(text, encoding=encoding))
