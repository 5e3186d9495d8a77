"""SARIF 2.1.0, as its specification wants it.

The official schema belongs to OASIS and is not kept here: `SECONDSTORY_SARIF_SCHEMA` names a copy of it to check against. Without one, what
the schema requires of the parts that are written is checked by hand.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from secondstory.cli.lint.report import Report
from secondstory.cli.lint.sarif_form import SarifForm
from secondstory.language.configuration import Configuration
from secondstory.language.project import ProjectLinter

TEXT = "# Full queue\n\n🙂 We forgot to raise\r\nthe limit. Why did you push that change to production?\n"


def sarif(name: str, *, docs: str = "") -> dict[str, Any]:
    linter = ProjectLinter(Configuration())
    form = SarifForm()
    form.document(Report(name, TEXT, tuple(linter.findings(TEXT)), linter.rules, docs))
    log: dict[str, Any] = json.loads(form.end())
    return log


def test_the_log_has_what_the_standard_requires() -> None:
    log = sarif("docs/a report.md")
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["name"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"]
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"warning", "note"}
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert min(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) >= 1
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "docs/a%20report.md"}


def test_columns_are_code_points_and_the_end_is_the_one_after_the_last() -> None:
    first = sarif("a.md")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (first["startLine"], first["startColumn"]) == (3, 3)
    assert first["endColumn"] - first["startColumn"] == len(first["snippet"]["text"])


def test_every_rule_explains_itself() -> None:
    for rule in sarif("a.md")["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"warning", "note"}
        assert "helpUri" not in rule


def test_rules_link_to_the_documentation_when_a_project_says_where_it_is() -> None:
    rules = sarif("a.md", docs="https://docs.example/second-story/")["runs"][0]["tool"]["driver"]["rules"]
    assert rules[0]["helpUri"] == f"https://docs.example/second-story/language-rules.md#{rules[0]['id']}"


def test_a_better_question_is_a_fix() -> None:
    fixes = [fix for result in sarif("a.md")["runs"][0]["results"] for fix in result.get("fixes", [])]
    assert fixes
    (change,) = fixes[0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"].endswith("?")


@pytest.mark.skipif("SECONDSTORY_SARIF_SCHEMA" not in os.environ, reason="SECONDSTORY_SARIF_SCHEMA names no copy of the schema")
@pytest.mark.parametrize("name", ["a.md", "/srv/a b.md", "ä/\ud800.md"])
def test_the_log_is_valid_against_the_official_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(Path(os.environ["SECONDSTORY_SARIF_SCHEMA"]).read_text("utf-8"))
    log = sarif(name, docs="https://docs.example")
    jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())
