"""Whether the linter's time grows with the text and no faster, on texts made to make it slow.

`python -m benchmarks.language_repeats` lints, for each rule, a text of repeats without a single full stop: its cue, the words of its
patterns, and its examples. Then come the words, the sentences and the readers, on marks, quotes, hyphens and apostrophes. A growth of 4
from a quarter of a megabyte to one is linear, 16 would be quadratic.
"""

import argparse
import re
import time
from collections.abc import Callable, Iterable, Iterator

from secondstory.language.linter import Linter, built_in_linter, lint
from secondstory.language.patterns import Pattern
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import Format, read_prose
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.tokens import read_sentence, sentence_spans
from secondstory.language.vocabulary import vocabulary

FORMATS: tuple[Format, ...] = ("markdown", "html", "text")
PIECES = {
    "a word": "a",
    "words": "we ",
    "stops": ".",
    "stops and spaces": ". ",
    "questions": "Why did we? ",
    "dots": "… ",
    "lines": "\n",
    "quotes": '"',
    "quotes and words": ' "a',
    "single quotes": "'",
    "curly quotes": "“a ",
    "closing marks": ".)",
    "hyphens": "-",
    "hyphened": "a-",
    "apostrophes": "a'd",
    "contractions": "we'd've ",
    "not": "n't",
    "underscores": "_",
    "underscored": "a_",
    "at": "@a",
    "spaces": " ",
    "blank lines": "\n \n",
    "carriage returns": "\r\n",
    "emoji": "🙂",
    "combining": "e\u0301",
    "right to left": "שלום ",
    "had": "had ",
    "should have": "should have ",
    "not and never": "not never ",
    "names": "Anna ",
    "handles": "@anna ",
    "commas": ", ",
    "adverbs": "accidentally ",
    "why": "why did ",
    "clauses": "and we forgot, ",
    "brackets": "(",
    "pipes": "| ",
    "angle": "<",
    "ticks": "`",
}


def _pieces(rule: Rule) -> dict[str, str]:
    """What to repeat for one rule."""
    texts = [text for name in ("patterns", "of_people") for text in rule.check.get(name, ())]
    words = vocabulary()
    cues = [min(Pattern(text, words).cues) for text in texts]
    plain = [re.sub(r"[*?]\d*$", "", part.split("|")[0]).strip("!") for text in texts for part in text.split()]
    plain = [
        min(words.lists.get(part[1:-1], {"done"})) if part[0] == "<" else part for part in plain if part[:1].isalpha() or part[:1] == "<"
    ]
    return {
        "numbers, then cues": "",
        "cues": " ".join(cues) + " ",
        "patterns": " ".join(plain) + " ",
        "examples": re.sub(r"[.?!]", "", " ".join((*rule.flags, *rule.passes))) + " ",
    }


def _texts(rule: Rule, size: int) -> Iterator[tuple[str, str]]:
    pieces = _pieces(rule)
    for name, piece in pieces.items():
        if piece:
            yield name, _repeated(piece, size)
    yield "numbers, then cues", _repeated("12 ", size // 2) + _repeated(pieces["cues"], size // 2)


def _repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def _rule_rows(rules: Iterable[Rule], sizes: list[int]) -> Iterator[tuple[str, str, list[float]]]:
    for rule in rules:
        linter = Linter([rule])

        def run(text: str, linter: Linter = linter) -> object:
            return linter.findings(Prose(text, (Passage(0, len(text), Scope.PROSE),)))

        measured: dict[str, list[float]] = {}
        for size in sizes:
            for name, text in _texts(rule, size):
                measured.setdefault(name, []).append(_seconds(run, text))
        yield _slowest(rule.id, measured)


def _slowest(title: str, measured: dict[str, list[float]]) -> tuple[str, str, list[float]]:
    name = max(measured, key=lambda name: measured[name][-1])
    return title, name, measured[name]


def _part_rows(sizes: list[int]) -> Iterator[tuple[str, str, list[float]]]:
    parts: dict[str, Callable[[str], object]] = {
        "words of one sentence": lambda text: read_sentence(text, 0, len(text)),
        "sentences": lambda text: list(sentence_spans(text, 0, len(text))),
        "all rules on plain text": lint,
    }
    for format_ in FORMATS:
        parts[f"reader of {format_}"] = lambda text, format_=format_: read_prose(text, format=format_)  # type: ignore[misc]
    for title, work in parts.items():
        yield _slowest(title, {name: [_seconds(work, _repeated(piece, size)) for size in sizes] for name, piece in PIECES.items()})


def main(arguments: list[str] | None = None) -> None:
    """Print one line for each rule and each part: its slowest text, the seconds of each size, and the growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", default="250,500,1000", help="the sizes of the texts (default: %(default)s)")
    parser.add_argument("--rule", action="append", help="only this rule, and no other part")
    options = parser.parse_args(arguments)
    sizes = [int(size) * 1000 for size in options.kilobytes.split(",")]
    built_in_linter().findings(read_prose("We forgot."))
    print("Linter on repeats, seconds of one processor")
    print(f"{'':26}{'slowest text':22}" + "".join(f"{size // 1000:>7} KB" for size in sizes) + "   growth")
    rules = [rule for rule in built_in_rules() if rule.kind == "phrase" and rule.id in (options.rule or [rule.id])]
    for title, name, seconds in _rule_rows(rules, sizes):
        _print(title, name, seconds)
    if not options.rule:
        for title, name, seconds in _part_rows(sizes):
            _print(title, name, seconds)


def _print(title: str, name: str, seconds: list[float]) -> None:
    growth = seconds[-1] / max(seconds[0], 1e-6)
    print(f"{title:26}{name:22}" + "".join(f"{second:10.2f}" for second in seconds) + f"   {growth:6.1f}", flush=True)


if __name__ == "__main__":
    main()
