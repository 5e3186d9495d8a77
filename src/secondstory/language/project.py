"""The linter as one project has configured it: what a command, an editor or an API asks about a whole document."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from secondstory.language.configuration import Configuration, configuration_for, forget_configurations
from secondstory.language.findings import Finding, Level
from secondstory.language.linter import Linter, built_in_linter
from secondstory.language.prose import Scope
from secondstory.language.readers import Format, read_prose
from secondstory.language.rule_files import Rule, built_in_rules, rules

FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
"""How documents are read, by the ending of their names."""


class ProjectLinter:
    """Rules, words and people of a project. Raises `RuleFileError` when its own rules cannot be used."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        if configuration.off or configuration.rules or configuration.words:
            self.rules: tuple[Rule, ...] = rules(folders=configuration.rules, off=configuration.off)
            self._linter = Linter(self.rules, words=configuration.words)
        else:
            self.rules = built_in_rules()
            self._linter = built_in_linter()
        self._ids = frozenset(rule.id for rule in self.rules)

    def findings(
        self,
        text: str,
        *,
        format: Format = "markdown",  # noqa: A002
        people: Sequence[str] = (),
        level: Level | None = None,
        structure: bool | None = None,
    ) -> list[Finding]:
        """Return what to reword in a document, in the order of the text. What is not given is as the project has it."""
        prose = read_prose(text, format=format)
        people = (*self.configuration.people, *people)
        found = self._linter.findings(prose, people=people)
        if any(passage.scope is Scope.ACTIONS for passage in prose.passages):
            from secondstory.language.items import findings_in_items, without_repeats

            found += self._on(without_repeats(findings_in_items(text, prose, format=format, people=people), found))
        if self.configuration.structure if structure is None else structure:
            from secondstory.language.structure import check_structure

            found += check_structure(text, name=f"report{_ENDINGS[format]}", rules=self.rules)
        if prose.comments:
            from secondstory.language.allowances import apply_allowances

            found = apply_allowances(text, prose, found, rules=self.rules)
        if (level or self.configuration.level) is Level.WARNING:
            found = [finding for finding in found if finding.level is Level.WARNING]
        return sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))

    def _on(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of rules that are not switched off."""
        return [finding for finding in findings if finding.rule in self._ids]


_ENDINGS: dict[Format, str] = {"markdown": ".md", "html": ".html", "text": ".txt"}


def project_linter_for(folder: Path) -> ProjectLinter:
    """Return the linter for documents in this folder; raise `ConfigurationError` or `RuleFileError`."""
    return _linter_of(configuration_for(folder))


@cache
def _linters() -> dict[Path | None, ProjectLinter]:
    return {}


def forget_projects() -> None:
    """Look for settings and rules afresh from now on, since their files may have changed."""
    forget_configurations()
    _linters().clear()


def _linter_of(configuration: Configuration) -> ProjectLinter:
    known = _linters()
    if configuration.folder not in known:
        known[configuration.folder] = ProjectLinter(configuration)
    return known[configuration.folder]
