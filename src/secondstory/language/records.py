"""A finding as programs get it: in the batch mode, from the API, and so in the editor of the web."""

from typing import Any

from secondstory.language.findings import Finding
from secondstory.language.replacements import replacements_of


def finding_as_record(finding: Finding) -> dict[str, Any]:
    """Return the finding as one object. `suggestion` is the first rewording, or empty."""
    return {
        "category": finding.category.value,
        "rule": finding.rule,
        "level": finding.level.value,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "suggestion": finding.rewordings[0] if finding.rewordings else "",
    }


def finding_in_full(finding: Finding, source: str) -> dict[str, Any]:
    """Return the same with every rewording, with those that can replace a part of `source`, and with the place that explains the rule."""
    return {
        **finding_as_record(finding),
        "rewordings": list(finding.rewordings),
        "replacements": [{"start": one.start, "end": one.end, "text": one.text} for one in replacements_of(finding, source)],
        "why": finding.why,
    }
