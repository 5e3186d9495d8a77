"""What `secondstory lint` can be told."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from secondstory.language.findings import Level

_DESCRIPTION = """\
See blame, hindsight and counterfactuals in documents, and a better question instead. Reads Markdown, HTML and plain text:
files, folders, patterns such as 'docs/**/*.md', or - for standard input.
"""
_EPILOG = """\
Exit codes: 0 nothing to warn of, 1 warnings (with --strict also suggestions), 2 wrong usage, or something could not be read.
Settings come from the nearest .secondstory.toml or pyproject.toml ([tool.secondstory.lint]).
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was told."""

    paths: tuple[str, ...]
    form: str
    level: Level | None
    strict: bool
    structure: bool | None
    people: tuple[str, ...]
    stdin_filename: str
    jsonl: bool
    kind: str


def read_arguments(arguments: Sequence[str]) -> Options:
    """Read the command line; wrong usage ends the program with code 2."""
    parser = argparse.ArgumentParser(
        "secondstory lint",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file, folder, pattern, or - for standard input")
    parser.add_argument(
        "--format", dest="form", choices=("text", "json", "sarif", "github"), default="text", help="how to say it (default: text)"
    )
    parser.add_argument("--level", choices=[level.value for level in Level], help="the least level to show (default: suggestion)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 on suggestions too")
    parser.add_argument("--structure", action=argparse.BooleanOptionalAction, help="also say what a post-mortem leaves out as a whole")
    parser.add_argument(
        "--people", action="append", default=[], metavar="NAME|FILE", help="people of the incident: a name, or a file with one a line"
    )
    parser.add_argument(
        "--stdin-filename", default="", metavar="NAME", help="the name of what comes from standard input; its ending tells the format"
    )
    parser.add_argument("--jsonl", action="store_true", help="read one JSON object a line and answer each with one")
    parser.add_argument(
        "--kind", choices=("sentence", "action"), default="sentence", help="with --jsonl: what the texts are (default: sentence)"
    )
    read = parser.parse_intermixed_args(list(arguments))
    if not read.paths and not read.jsonl and not read.stdin_filename:
        parser.error("say what to look at: a file, a folder, or - for standard input.")
    return Options(
        paths=tuple(read.paths) or ("-",),
        form=read.form,
        level=Level(read.level) if read.level else None,
        strict=read.strict,
        structure=read.structure,
        people=tuple(read.people),
        stdin_filename=read.stdin_filename,
        jsonl=read.jsonl,
        kind=read.kind,
    )
