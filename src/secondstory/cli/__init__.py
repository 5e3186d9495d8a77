"""The command line: a door like the others. It acts as the operator, who sees everything."""

import sys


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 findings or refused inputs, 2 usage or set-up error.

    The linter runs at each commit and keystroke, so it is started before anything that only the other commands need.
    """
    if sys.argv[1:2] == ["lint"]:
        from secondstory.cli.lint.main import run

        sys.exit(run(sys.argv[2:]))

    from secondstory.cli.commands import run_command

    run_command()
