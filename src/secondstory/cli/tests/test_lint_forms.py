"""Every way to say what was found takes any document."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.cli.lint.github_form import GithubForm
from secondstory.cli.lint.json_form import JsonForm
from secondstory.cli.lint.main import Form
from secondstory.cli.lint.report import Places, Report
from secondstory.cli.lint.sarif_form import SarifForm
from secondstory.cli.lint.text import TextForm
from secondstory.language.configuration import Configuration
from secondstory.language.project import FORMATS, ProjectLinter

LETTERS = st.sampled_from(
    [
        *"\n\r\t \x00\x1b\u2028\u202e\ud800🙂e\u0301漢",
        "\r\n",
        "We forgot it. ",
        "In hindsight ",
        "Why did you push it? ",
        "x" * 90,
        "# ",
        "- ",
    ]
)
TEXTS = st.lists(LETTERS, max_size=30).map("".join)


def coloured() -> Form:
    return TextForm(colour=True)


@pytest.mark.parametrize("make", [coloured, JsonForm, SarifForm, GithubForm])
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_document_can_be_reported(make: Callable[[], Form], text: str) -> None:
    linter = ProjectLinter(Configuration())
    form = make()
    said = ""
    for format_ in dict.fromkeys(FORMATS.values()):
        findings = tuple(linter.findings(text, format=format_))
        for finding in findings:
            assert 0 <= finding.start < finding.end <= len(text)
        said += form.document(Report(f"a.{format_}", text, findings, linter.rules))
    said += form.end()
    if make in (JsonForm, SarifForm):
        json.loads(said)


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_lines_and_columns_lead_back_to_the_place(text: str) -> None:
    places = Places(text)
    for offset in range(len(text) + 1):
        line, column = places.line_and_column(offset)
        if offset < len(text) and text[offset] not in "\r\n":
            assert places.line(line)[column - 1] == text[offset]


def test_the_marks_stand_under_wide_letters_and_after_long_lines() -> None:
    text = "漢" * 100 + " We forgot it. " + "漢" * 100
    linter = ProjectLinter(Configuration())
    rows = TextForm(colour=False).document(Report("a.md", text, tuple(linter.findings(text)), linter.rules)).splitlines()
    shown, marks = rows[2], rows[3]
    before = shown[: shown.index("We forgot")]
    assert marks.index("^") == len(before) + before.count("漢")
    assert shown.startswith("  1 | … ")
    assert shown.endswith(" …")
