"""Start and end of `secondstory lint`."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from secondstory.cli.lint.arguments import Options, read_arguments
from secondstory.cli.lint.report import Report
from secondstory.cli.lint.sources import UnreadableError, decoded, read_bytes, sources
from secondstory.language.configuration import ConfigurationError
from secondstory.language.findings import Level
from secondstory.language.project import project_linter_for
from secondstory.language.rule_files import RuleFileError

FINE, FOUND, UNREADABLE, INTERRUPTED = 0, 1, 2, 130


class Form(Protocol):
    """A way to say what was found."""

    def document(self, report: Report) -> str:
        """What to write when a document is done."""

    def end(self) -> str:
        """What to write when all are done."""


def run(arguments: Sequence[str]) -> int:
    """Lint what the arguments name and return the exit code: 0 fine, 1 findings, 2 wrong usage or unreadable input."""
    options = read_arguments(arguments)
    gc.disable()  # a run is short and leaves no cycles: looking for some would cost more than it frees
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _answer_lines(options) if options.jsonl else _lint(options)
        sys.stdout.flush()
    except (ConfigurationError, RuleFileError, UnreadableError) as error:
        _complain(str(error))
        return UNREADABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        from traceback import print_exc

        print_exc()
        _complain("This is a defect of Second Story, not of your document. Please report it with the lines above.")
        return UNREADABLE
    return code


def _lint(options: Options) -> int:
    complaints: list[str] = []
    people = _people(options.people)
    form = _form(options.form)
    found = False
    for source in sources(options.paths, stdin_filename=options.stdin_filename, complain=complaints.append, skipped=_complain):
        linter = project_linter_for(source.folder)
        try:
            text = source.text()
        except UnreadableError as error:
            complaints.append(str(error))
            continue
        findings = linter.findings(text, format=source.format, people=people, level=options.level, structure=options.structure)
        report = Report(source.name, text, tuple(findings), linter.rules, linter.configuration.docs)
        found = found or bool(report.findings if options.strict else report.count(Level.WARNING))
        sys.stdout.write(form.document(report))
    sys.stdout.write(form.end())
    for complaint in complaints:
        _complain(complaint)
    return UNREADABLE if complaints else FOUND if found else FINE


def _answer_lines(options: Options) -> int:
    from secondstory.cli.lint.batch import answer_lines, judge_for

    judge = judge_for(options.kind)
    all_read = True
    for path in options.paths:
        all_read &= answer_lines(read_bytes(path), judge=judge, to=sys.stdout, complain=_complain)
    return FINE if all_read else UNREADABLE


def _form(name: str) -> Form:
    if name == "text":
        from secondstory.cli.lint.text import TextForm

        return TextForm(colour=_wants_colour())
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if name == "json":
        from secondstory.cli.lint.json_form import JsonForm

        return JsonForm()
    if name == "sarif":
        from secondstory.cli.lint.sarif_form import SarifForm

        return SarifForm()
    from secondstory.cli.lint.github_form import GithubForm

    return GithubForm()


def _wants_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _people(given: Sequence[str]) -> tuple[str, ...]:
    """The names that were given, or that stand in the files that were given, one a line."""
    names: list[str] = []
    for one in given:
        lines = decoded(read_bytes(one), name=one).splitlines() if Path(one).is_file() else one.split(",")
        names += [name for line in lines if (name := line.partition("#")[0].strip())]
    return tuple(names)


def _complain(sentence: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(sentence.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
