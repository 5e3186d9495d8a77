"""Findings for programs, as one JSON object."""

import json
from typing import Any

from secondstory.cli.lint.report import Report
from secondstory.language.records import finding_in_full


class JsonForm:
    """`{"version": 1, "documents": [{"path", "findings": […]}]}`. Offsets and columns are code points; lines and columns count from 1."""

    def __init__(self) -> None:
        self._documents: list[dict[str, Any]] = []

    def document(self, report: Report) -> str:
        """Keep a document until all are done."""
        places = report.places()
        findings = []
        for finding in report.findings:
            line, column = places.line_and_column(finding.start)
            end_line, end_column = places.line_and_column(finding.end)
            where = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
            findings.append({**finding_in_full(finding, report.text), "why": report.link_to(finding), **where})
        self._documents.append({"path": report.name, "findings": findings})
        return ""

    def end(self) -> str:
        """What to write when all are done."""
        return json.dumps({"version": 1, "documents": self._documents}, ensure_ascii=False, indent=2) + "\n"
