"""Fits the weights by which action items are judged, near hand-chosen priors, and says how well that carries over to other documents.

    python -m benchmarks.action_weights LABELLED.jsonl… [--write]

A line of a labelled file has `text`, `doc`, `vague`, `process_or_people`, `horizon` and `rca2`. Prints the scores of five folds by
document; `--write` replaces the tables of `secondstory/language/actions/weights.toml`.
"""

import json
import math
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from secondstory.language import actions
from secondstory.language.actions.evidence import evidence_in
from secondstory.language.actions.reading import Reading

FOLDS = 5
PULL = 10.0
"""How strongly a weight is held at its prior: the precision of a normal prior. The best of 1 to 15 over folds."""
STEPS = 150
SMALL = 0.1
"""Weights below are left out."""
RARE = 3
"""Evidence found in fewer items gets no weight, unless it has a prior."""
LEAN = {"vague": 0.3, "paper": 0.4}
"""Added to the bias of what is the rarer answer: F1 is best where a chance somewhat below evens counts."""

QUESTIONS: Mapping[str, tuple[str, Sequence[str]]] = {
    "vague": ("vague", ("vague",)),
    "paper": ("process_or_people", ("paper",)),
    "horizon": ("horizon", ("short", "unclear")),
    "strength": ("rca2", ("strong", "intermediate", "weak")),
}
"""Label and tables of each question. Where fewer tables than answers stand, the answer left over (no, long) weighs nothing."""

Weights = dict[str, float]
Tables = dict[str, Weights]


def main(arguments: Sequence[str]) -> int:
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    items = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not items:
        print(__doc__)
        return 2
    found = [{"bias", *evidence_in(Reading(item["text"]))} for item in items]
    priors = tomllib.loads((Path(__file__).parent / "action_priors.toml").read_text("utf-8"))
    fitted: Tables = {}
    for question, (label, tables) in QUESTIONS.items():
        truths = [answer(item, label) for item in items]
        prior = {table: dict(priors[table]) for table in tables}
        told = across_folds(found, truths, [item["doc"] for item in items], prior)
        own = fit(found, truths, prior)
        fitted |= own
        print(f"{question:8} in {FOLDS} folds by document {scores(truths, told)}")
        print(f"{'':8} on what was fitted {scores(truths, [choice(own, pieces) for pieces in found])} ({len(items)} items)")
    if "--write" in arguments:
        write(fitted)
    return 0


def answer(item: Mapping[str, Any], label: str) -> str:
    """The name of the table that is right for an item, "" if none is."""
    value = item[label]
    if isinstance(value, bool):
        return {"vague": "vague", "process_or_people": "paper"}[label] if value else ""
    return "" if value == "long" else str(value)


def total(weights: Mapping[str, float], pieces: set[str]) -> float:
    return sum(weights.get(piece, 0.0) for piece in pieces)


def choice(tables: Tables, pieces: set[str]) -> str:
    sums = {table: total(weights, pieces) for table, weights in tables.items()}
    best = max(sums, key=lambda table: sums[table])
    return best if len(tables) > 2 or sums[best] > 0 else ""


def fit(found: Sequence[set[str]], truths: Sequence[str], prior: Tables) -> Tables:
    """Multinomial logistic regression by accelerated gradient descent, each weight pulled towards its prior."""
    counts = Counter(piece for pieces in found for piece in pieces)
    names = {name for name, count in counts.items() if count >= RARE}.union(*prior.values())
    known = [sorted(pieces & names) for pieces in found]
    weights = {table: {name: own.get(name, 0.0) for name in names} for table, own in prior.items()}
    ahead = {table: dict(own) for table, own in weights.items()}
    has_rest = len(prior) < 3
    rate = 1 / (PULL + 0.25 * sum(len(pieces) for pieces in known))
    momentum = 1.0
    for _ in range(STEPS):
        slope = {table: {name: PULL * (own[name] - prior[table].get(name, 0.0)) for name in names} for table, own in ahead.items()}
        for pieces, truth in zip(known, truths, strict=True):
            sums = {table: sum(map(own.__getitem__, pieces)) for table, own in ahead.items()}
            top = max(0.0, *sums.values())
            chances = {table: math.exp(value - top) for table, value in sums.items()}
            whole = sum(chances.values()) + (math.exp(-top) if has_rest else 0.0)
            for table, chance in chances.items():
                miss = chance / whole - (table == truth)
                own_slope = slope[table]
                for piece in pieces:
                    own_slope[piece] += miss
        following = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        for table, own in weights.items():
            for name in names:
                moved = ahead[table][name] - rate * slope[table][name]
                ahead[table][name] = moved + (momentum - 1) / following * (moved - own[name])
                own[name] = moved
        momentum = following
    return {table: kept(own, lean=LEAN.get(table, 0.0)) for table, own in weights.items()}


def kept(weights: Weights, *, lean: float) -> Weights:
    leaned = {name: weight + lean * (name == "bias") for name, weight in weights.items()}
    return {name: round(weight, 2) for name, weight in leaned.items() if abs(weight) >= SMALL or name == "bias"}


def across_folds(found: Sequence[set[str]], truths: Sequence[str], documents: Sequence[str], prior: Tables) -> list[str]:
    """What is told of each item by weights fitted to the documents of the other folds."""
    names = sorted(set(documents))
    random.Random(5).shuffle(names)
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    told = [""] * len(found)
    for fold in range(FOLDS):
        others = [place for place, name in enumerate(documents) if fold_of[name] != fold]
        tables = fit([found[place] for place in others], [truths[place] for place in others], prior)
        for place, name in enumerate(documents):
            if fold_of[name] == fold:
                told[place] = choice(tables, found[place])
    return told


def scores(truths: Sequence[str], told: Sequence[str]) -> str:
    """Accuracy and the F1 of each answer that has a table."""
    right = sum(truth == tell for truth, tell in zip(truths, told, strict=True)) / len(truths)
    by_answer = (f"{name} {f1(truths, told, name):.3f}" for name in sorted(set(truths) - {""}))
    return f"accuracy {right:.3f}, F1 {' '.join(by_answer)}"


def f1(truths: Sequence[str], told: Sequence[str], name: str) -> float:
    hits = sum(truth == tell == name for truth, tell in zip(truths, told, strict=True))
    return 2 * hits / max(1, truths.count(name) + told.count(name))


def write(fitted: Tables) -> None:
    """Replace the fitted tables in the package's file of weights."""
    path = Path(actions.__file__).parent / "weights.toml"
    introduction = path.read_text("utf-8").partition("\n[")[0]
    tables = []
    for table, weights in fitted.items():
        rows = sorted(weights.items(), key=lambda row: (row[0] != "bias", -row[1], row[0]))
        lines = [f"{name if re.fullmatch('[a-z_]+', name) else json.dumps(name)} = {weight}" for name, weight in rows]
        tables.append("\n".join([f"[{table}]", *lines]))
    path.write_text(f"{introduction.rstrip()}\n\n" + "\n\n".join(tables) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
