"""How fast the linter reads, beside proselint on the same file in the same run, and how long `secondstory lint` takes from its start.

`python -m benchmarks.language --proselint PYTHON` where PYTHON is the interpreter of an environment of its own that has proselint 0.16.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_SEED = 20
_STARTS = 10
_SENTENCES = [
    "The {thing} was full, and {others} waited for a free slot.",
    "We deployed {version} to the {place} at {time}, as the plan said.",
    "We forgot to raise the limit of the {thing}.",
    "An alert on the {thing} fired after {number} minutes, because its threshold was set for the traffic of last year.",
    "In hindsight the {thing} was too small for {others}.",
    "Nothing in the pipeline compares the new settings with those that the {thing} still reads.",
    "The dashboard stayed green, since it asks the replica in the {place}.",
    "`{thing}ctl drain --all` returned *before* the last of {others} had moved.",
    "Support heard of it from {number} customers and wrote “something is slow” on the [status page](https://status.example/{number}).",
    "The on-call engineer restarted the {thing}; the queue drained within {number} minutes.",
    "It should have been possible to see this in the {place}.",
    "{number} of {others} were retried by hand, and none was lost.",
]
_WORDS = {
    "thing": ["pool", "cache", "queue", "gateway", "index", "scheduler", "broker", "certificate store"],
    "others": ["the workers", "some requests", "all exports", "the payments", "new sessions"],
    "place": ["staging cell", "second region", "main cluster", "canary"],
    "version": ["4.2", "the new schema", "build 1187"],
    "time": ["10:05", "noon", "17:40 UTC"],
    "number": ["3", "9", "14", "40", "212"],
}

_OURS = """
import json, sys, time
from secondstory.language.configuration import Configuration
from secondstory.language.project import ProjectLinter
from secondstory.language.readers import read_prose
text = open(sys.argv[1], encoding="utf-8").read()
linter = ProjectLinter(Configuration())
start = time.process_time(); read_prose(text); read = time.process_time() - start
start = time.process_time(); found = linter.findings(text); whole = time.process_time() - start
print(json.dumps({"seconds": whole, "reading": read, "findings": len(found)}))
"""

_PROSELINT = """
import json, sys, time
from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time(); found = LintFile("text", text).lint({**DEFAULT, "max_errors": 10**9}); whole = time.process_time() - start
print(json.dumps({"seconds": whole, "findings": len(found)}))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser("benchmarks.language", description=__doc__)
    parser.add_argument("--proselint", metavar="PYTHON", help="the interpreter of an environment with proselint 0.16")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="make the file of the Markdown documents in this folder")
    parser.add_argument("--megabytes", type=float, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.md"
        path.write_text(_long_text(options.texts, int(options.megabytes * 1_000_000)), encoding="utf-8")
        _speed(path, proselint=options.proselint)
        report = Path(folder) / "report.md"
        report.write_text(_report(random.Random(_SEED), paragraphs=24), encoding="utf-8")
        _starts(report)


def _speed(path: Path, *, proselint: str | None) -> None:
    words = len(path.read_text(encoding="utf-8").split())
    ours = _timed(sys.executable, _OURS, path)
    print(f"{words} words of Markdown in {path.stat().st_size / 1e6:.1f} MB; times are of the processor")
    share = ours["reading"] / ours["seconds"]
    print(f"secondstory: {words / ours['seconds']:,.0f} words/s, of that reading {share:.0%}; {ours['findings']} findings")
    if proselint is None:
        print("proselint: not measured; --proselint names the interpreter of an environment that has it")
        return
    theirs = _timed(proselint, _PROSELINT, path)
    print(f"proselint: {words / theirs['seconds']:,.0f} words/s; {theirs['findings']} findings")
    print(f"ratio: {theirs['seconds'] / ours['seconds']:.1f}")


def _timed(python: str, program: str, path: Path) -> dict[str, float]:
    done = subprocess.run([python, "-c", program, str(path)], capture_output=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _starts(report: Path) -> None:
    pages = len(report.read_text(encoding="utf-8").split()) / 500
    for command in ([str(Path(sys.executable).with_name("secondstory"))], [sys.executable, "-m", "secondstory"]):
        times = sorted(_wall([*command, "lint", str(report)]) for _ in range(_STARTS))
        name = " ".join(Path(part).name for part in command)
        spread = f"median {statistics.median(times):.0f} ms, fastest {times[0]:.0f} ms, slowest {times[-1]:.0f} ms"
        print(f"{name} lint, {pages:.0f} pages, {_STARTS} starts: {spread}")


def _wall(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - start) * 1000


def _long_text(folder: Path | None, size: int) -> str:
    documents = _documents(folder) if folder else _made()
    parts: list[str] = []
    length = 0
    for document in documents:
        parts.append(document)
        length += len(document.encode())
        if length >= size:
            break
    return "\n\n".join(parts)


def _documents(folder: Path) -> Iterator[str]:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md"))]
    if not texts:
        sys.exit(f"There is no Markdown in {folder}.")
    while True:
        yield from texts


def _made() -> Iterator[str]:
    chance = random.Random(_SEED)
    while True:
        yield _report(chance, paragraphs=chance.randint(8, 40))


def _report(chance: random.Random, *, paragraphs: int) -> str:
    def sentence() -> str:
        return chance.choice(_SENTENCES).format(**{name: chance.choice(words) for name, words in _WORDS.items()})

    parts = [f"# Report {chance.randint(1, 999)}"]
    for number in range(paragraphs):
        if number % 4 == 0:
            parts.append(f"## {chance.choice(['Summary', 'Impact', 'What happened', 'Contributing factors', 'What went well'])}")
        parts.append(" ".join(sentence() for _ in range(chance.randint(2, 7))))
    parts.append("## Timeline\n\n" + "\n".join(f"- 10:{minute:02} {sentence()}" for minute in range(0, 60, 4)))
    parts.append("## Action items\n\n- [ ] Add an alert on the pool at 80 % (@ada, by 2026-03-01)\n- [ ] Improve monitoring")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
