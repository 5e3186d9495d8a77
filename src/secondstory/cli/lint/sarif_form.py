"""Findings as SARIF 2.1.0, which code hosts and editors read (OASIS, Static Analysis Results Interchange Format)."""

import json
from typing import Any
from urllib.parse import quote

from secondstory import __version__
from secondstory.cli.lint.report import Places, Report
from secondstory.language.findings import Finding, Level
from secondstory.language.replacements import replacements_of
from secondstory.language.rule_files import Rule

_LEVELS = {Level.WARNING: "warning", Level.SUGGESTION: "note"}


class SarifForm:
    """One run with all documents. Columns are code points."""

    def __init__(self) -> None:
        self._artifacts: list[dict[str, Any]] = []
        self._results: list[dict[str, Any]] = []
        self._rules: dict[str, dict[str, Any]] = {}
        self._places: dict[str, int] = {}

    def document(self, report: Report) -> str:
        """Keep a document until all are done."""
        for rule in report.rules:
            if rule.id not in self._rules:
                self._places[rule.id] = len(self._rules)
                self._rules[rule.id] = _described(rule, docs=report.docs)
        location = _location(report.name)
        self._artifacts.append(
            {"location": location, "sourceLanguage": "markdown" if report.name.endswith((".md", ".markdown")) else "text"}
        )
        places = report.places()
        self._results += [self._result(report, places, finding, location) for finding in report.findings]
        return ""

    def end(self) -> str:
        """What to write when all are done."""
        driver = {
            "name": "Second Story",
            "semanticVersion": _semantic(__version__),
            "version": __version__,
            "rules": list(self._rules.values()),
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "artifacts": self._artifacts, "results": self._results}
        log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=False, indent=2) + "\n"

    def _result(self, report: Report, places: Places, finding: Finding, location: dict[str, Any]) -> dict[str, Any]:
        region = {**_region(places, finding.start, finding.end), "snippet": {"text": report.text[finding.start : finding.end]}}
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.level],
            "message": {"text": "\n".join([finding.message, *(f"→ {rewording}" for rewording in finding.rewordings)])},
            "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        }
        if finding.rule in self._places:
            result["ruleIndex"] = self._places[finding.rule]
        fixes = [
            {
                "description": {"text": f"Ask instead: {one.text}"},
                "artifactChanges": [
                    {
                        "artifactLocation": location,
                        "replacements": [{"deletedRegion": _region(places, one.start, one.end), "insertedContent": {"text": one.text}}],
                    }
                ],
            }
            for one in replacements_of(finding, report.text)
        ]
        return {**result, "fixes": fixes} if fixes else result


def _described(rule: Rule, *, docs: str) -> dict[str, Any]:
    instead = "".join(f"\n- {rewording}" for rewording in rule.rewordings)
    described: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n{instead}", "markdown": f"{rule.why}\n{instead}"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"category": rule.category.value, "tags": [rule.category.value]},
    }
    if docs.startswith(("https://", "http://")):
        described["helpUri"] = f"{docs.rstrip('/')}/language-rules.md#{rule.id}"
    return described


def _region(places: Places, start: int, end: int) -> dict[str, Any]:
    line, column = places.line_and_column(start)
    end_line, end_column = places.line_and_column(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _location(name: str) -> dict[str, Any]:
    address = quote(name.encode("utf-8", "surrogateescape"), safe="/-_.~")
    if name.startswith("/"):
        return {"uri": f"file://{address}"}
    return {"uri": address.removeprefix("./")}


def _semantic(version: str) -> str:
    """The version with three numbers, as semantic versioning wants it."""
    numbers = [part for part in version.split("+", maxsplit=1)[0].split(".")[:3] if part.isdigit()]
    return ".".join([*numbers, "0", "0", "0"][:3])
