"""Findings as workflow commands of GitHub, which it shows beside the lines of a pull request.

See https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
"""

from secondstory.cli.lint.report import Report
from secondstory.language.findings import Level

_COMMANDS = {Level.WARNING: "warning", Level.SUGGESTION: "notice"}


class GithubForm:
    """One line a finding."""

    def document(self, report: Report) -> str:
        """What to write when a document is done."""
        if not report.findings:
            return ""
        places = report.places()
        lines = []
        for finding in report.findings:
            line, column = places.line_and_column(finding.start)
            end_line, end_column = places.line_and_column(finding.end)
            where = {"file": report.name, "line": line, "endLine": end_line}
            if end_line == line:  # GitHub refuses columns over several lines
                where |= {"col": column, "endColumn": end_column}
            where["title"] = finding.rule
            properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
            message = "\n".join([finding.message, *(f"→ {rewording}" for rewording in finding.rewordings)])
            lines.append(f"::{_COMMANDS[finding.level]} {properties}::{_data(message)}\n")
        return "".join(lines)

    def end(self) -> str:
        """What to write when all are done."""
        return ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
