"""Every check and test, in the order in which they are quickest to fail. `make test` runs this; so does `make check`, without the tests."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STRICT = os.environ.get("CI") == "true"


def run(title: str, *command: str | Path, **variables: str) -> bool:
    """Run one step, say how long it took, and whether it passed."""
    started = time.monotonic()
    print(f"── {title}", flush=True)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, env={**os.environ, **variables})
    print(f"   {'passed' if done.returncode == 0 else 'FAILED'} after {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


def checks() -> list[bool]:
    data = {"SECONDSTORY_DATA": str(ROOT / ".data" / "check")}
    return [
        run("Format", BIN / "ruff", "format", "--check", "--quiet", "."),
        run("Lint", BIN / "ruff", "check", "--quiet", "."),
        run("Templates", BIN / "djlint", "src", "--lint", "--quiet"),
        run("Import contracts", BIN / "lint-imports", "--no-logo"),
        run("Types", BIN / "mypy", **data),
        run(
            "Migrations", sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="tests.settings"
        ),
        run("Front end types", *front_end_types()),
    ]


def front_end_types() -> Sequence[str | Path]:
    from hatch_build import find_node

    node, npm = find_node()
    if not (ROOT / "node_modules" / "typescript").is_dir():
        subprocess.run([*map(str, npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=ROOT, check=True)
    return [str(node), "node_modules/typescript/bin/tsc", "--noEmit", "--project", "frontend/tsconfig.json"]


def tests() -> list[bool]:
    from tests.postgresql import NoPostgreSQLError, postgresql

    passed = [
        run("Tests on SQLite", BIN / "pytest", "-q", "-n", "2", "-m", "not journey"),
        run("Journeys in a browser", BIN / "pytest", "-q", "tests/journeys"),  # apart, so that nothing else slows down what they wait for
    ]
    try:
        with postgresql() as url:
            marks = "not journey and not wheel"
            without_tables = [f"--ignore=src/secondstory/{name}" for name in ("documents", "integrations", "language")]
            passed.append(
                run("Tests on PostgreSQL", BIN / "pytest", "-q", "-n", "2", "src", "-m", marks, *without_tables, DATABASE_URL=url)
            )
    except NoPostgreSQLError as error:
        print(f"   {'FAILED' if STRICT else 'skipped'}: {error}")
        passed.append(not STRICT)
    return passed


def main() -> None:
    shutil.rmtree(ROOT / "test-results", ignore_errors=True)
    results = checks()
    if "--checks-only" not in sys.argv:
        results += tests()
    print(f"\n{sum(results)} steps passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
