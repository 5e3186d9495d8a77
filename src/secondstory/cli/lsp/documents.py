"""An open document as the linter reads it, with the settings of the project it belongs to."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from secondstory.cli.lsp.positions import Positions
from secondstory.language.configuration import Configuration, ConfigurationError
from secondstory.language.findings import Finding
from secondstory.language.project import FORMATS, ProjectLinter, project_linter_for
from secondstory.language.prose import Passage
from secondstory.language.readers import Format, read_prose
from secondstory.language.rule_files import RuleFileError

_BY_LANGUAGE: dict[str, Format] = {"markdown": "markdown", "html": "html", "xhtml": "html", "plaintext": "text", "text": "text"}


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a text. `folder` is where its settings are looked for: its own, or that of the workspace for one not saved yet."""

    uri: str
    version: int | None
    text: str
    format: Format
    folder: Path
    encoding: str | None
    """How the editor counts characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a document. `problem` says what is wrong with the settings; the built-in rules were used then."""

    document: Document
    findings: tuple[Finding, ...]
    positions: Positions
    configuration: Configuration
    problem: str = ""

    def passage_at(self, place: int) -> Passage | None:
        """Return the paragraph, list item, cell or heading in which a code point stands."""
        prose = read_prose(self.document.text, format=self.document.format)
        return next((one for one in prose.passages if one.start <= place < one.end), None)


def format_of(language_id: str | None, path: str) -> Format | None:
    """Return how to read a document: by what the editor calls it, else by its ending. None: this is nothing to read."""
    return _BY_LANGUAGE.get((language_id or "").lower()) or FORMATS.get(PurePath(path).suffix.lower())


def read(document: Document) -> Reading:
    """Find what to reword in a document."""
    problem = ""
    try:
        linter = project_linter_for(document.folder)
    except (ConfigurationError, RuleFileError) as error:
        linter, problem = ProjectLinter(Configuration()), str(error)
    findings = tuple(linter.findings(document.text, format=document.format))
    return Reading(document, findings, Positions(document.text, encoding=document.encoding), linter.configuration, problem)
