"""Look for texts and bytes on which the linter crashes or points outside the text, guided by coverage.

`make fuzz` runs all targets, each for two minutes (`FUZZ_SECONDS=600` for ten). By hand, with atheris in an environment of its own:

    PYTHONPATH=src:.venv/lib/python3.11/site-packages .venv-fuzz/bin/python -m tests.fuzz.fuzz_language lint -max_total_time=120

The first argument is the target; all others go to libFuzzer. A crash is written to a file `crash-…` (of `make fuzz`, in
`test-results`), and a run that is given that file as its argument shows it again. It is not part of `make test`: the tests of
`secondstory.language` try thousands of texts in the same way with hypothesis.
"""

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import atheris  # type: ignore[import-untyped]

_READ_LATER = [
    *(f"secondstory.language.readers.{name}" for name in ("markdown", "html", "plain")),
    *("secondstory.language.structure.checking", "secondstory.documents.read"),
]
"""What the package imports when it is first needed: imported here, so that its branches are counted too."""

with atheris.instrument_imports(include=["secondstory.language", "secondstory.documents"]):
    from secondstory.documents.encoding import decode
    from secondstory.documents.values import RefusedInput
    from secondstory.language.findings import Finding
    from secondstory.language.linter import lint, lint_prose
    from secondstory.language.readers import Format, read_prose
    from secondstory.language.rule_files import built_in_rules
    from secondstory.language.structure import check_structure

    for _name in _READ_LATER:
        import_module(_name)
    for _format in ("markdown", "html"):
        import_module(f"secondstory.documents.formats.{_format}")

_FORMATS: dict[Format, str] = {"markdown": "report.md", "html": "report.html", "text": "report.txt"}


def _check(text: str, findings: list[Finding], *, in_order: bool = True) -> None:
    places = [finding.start for finding in findings]
    assert not in_order or places == sorted(places), "The findings are not in the order of the text."
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text), f"{finding.rule} points outside the text."


def one_sentence(data: bytes) -> None:
    """Lint bytes as plain prose; the first line is the name of a person."""
    text = data.decode("utf-8", "surrogateescape")
    findings = lint(text, people=text.split("\n", 1)[:1])
    _check(text, findings)
    assert all(finding.start < finding.end for finding in findings)
    assert findings == lint(text, people=text.split("\n", 1)[:1])


def one_document(data: bytes) -> None:
    """Read bytes as a document of each format and lint it."""
    try:
        text = decode(data).text
    except RefusedInput:
        text = data.decode("utf-8", "surrogateescape")
    for format_ in _FORMATS:
        prose = read_prose(text, format=format_)
        assert len(prose.masked) == len(text)
        _check(text, lint_prose(prose))


def one_structure(data: bytes) -> None:
    """Check the structure of bytes as a document of each format."""
    text = "# Post-mortem of an outage\n" + data.decode("utf-8", "surrogateescape")
    for name in _FORMATS.values():
        _check(text, check_structure(text, name=name), in_order=False)


TARGETS: dict[str, Callable[[bytes], None]] = {"lint": one_sentence, "readers": one_document, "structure": one_structure}


def main() -> None:
    """Fuzz the target that the first argument names, beginning with the examples of the rules."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"Name one of the targets: {', '.join(TARGETS)}.")
    with tempfile.TemporaryDirectory() as folder:
        for rule in built_in_rules():
            for number, example in enumerate((*rule.flags, *rule.passes)):
                (Path(folder) / f"{rule.id}-{number}").write_text(example, "utf-8")
        atheris.Setup([sys.argv[0], *sys.argv[2:], folder], TARGETS[sys.argv[1]])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
