"""Start of `secondstory lint`."""

import argparse
import sys
from collections.abc import Sequence

FINE, FOUND, UNREADABLE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Lint what the arguments name and return the exit code: 0 fine, 1 findings, 2 wrong usage or unreadable input."""
    parser = argparse.ArgumentParser("secondstory lint")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--jsonl", action="store_true")
    parser.add_argument("--kind", choices=("sentence", "action"), default="sentence")
    options = parser.parse_args(list(arguments))
    from secondstory.cli.lint.batch import answer_lines, judge_sentence

    data = b"".join(open(path, "rb").read() for path in options.paths) if options.paths else sys.stdin.buffer.read()  # noqa: SIM115
    all_read = answer_lines(data, judge=judge_sentence, to=sys.stdout, complain=lambda sentence: print(sentence, file=sys.stderr))
    return FINE if all_read else UNREADABLE
