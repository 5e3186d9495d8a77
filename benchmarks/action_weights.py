"""Fits the weights by which action items are judged vague or on paper, near hand-chosen priors, and says how well that carries over.

    python -m benchmarks.action_weights LABELLED.jsonl… [--write]

A line of a labelled file has `text`, `doc`, `vague` and `process_or_people`. Prints the F1 of five folds by document; `--write` replaces
both tables of `secondstory/language/actions/weights.toml`. All other tables there were chosen by hand: a fit of strength or horizon did
not carry over to other documents.
"""

import json
import math
import random
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from secondstory.language import actions
from secondstory.language.actions.evidence import evidence_in
from secondstory.language.actions.reading import Reading

LABELS = {"vague": "vague", "paper": "process_or_people"}
FOLDS = 5
PULL = 3.0
"""How strongly a weight is held at its prior: the precision of a normal prior."""
STEPS = 200
RATE = 0.05
SMALL = 0.15
"""Weights below are left out."""

Weights = dict[str, float]


def main(arguments: Sequence[str]) -> int:
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    items = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not items:
        print(__doc__)
        return 2
    found = [{"bias", *evidence_in(Reading(item["text"]))} for item in items]
    priors = tomllib.loads((Path(__file__).parent / "action_priors.toml").read_text("utf-8"))
    fitted = {}
    for verdict, label in LABELS.items():
        truths = [bool(item[label]) for item in items]
        told = across_folds(found, truths, [item["doc"] for item in items], priors[verdict])
        fitted[verdict] = fit(found, truths, priors[verdict])
        own = [total(fitted[verdict], pieces) > 0 for pieces in found]
        scores = f"{f1(truths, told):.3f}, on what was fitted {f1(truths, own):.3f}"
        print(f"{verdict:8} F1 in {FOLDS} folds by document {scores} ({len(items)} items)")
    if "--write" in arguments:
        write(fitted)
    return 0


def total(weights: Mapping[str, float], pieces: set[str]) -> float:
    return sum(weights.get(piece, 0.0) for piece in pieces)


def fit(found: Sequence[set[str]], truths: Sequence[bool], prior: Mapping[str, float]) -> Weights:
    """Logistic regression by gradient descent, each weight pulled towards its prior."""
    names = set(prior).union(*found)
    weights = {name: prior.get(name, 0.0) for name in names}
    rate = RATE / 2 / (1 + RATE * PULL)
    for _ in range(STEPS):
        slope = {name: PULL * (weights[name] - prior.get(name, 0.0)) for name in names}
        for pieces, truth in zip(found, truths, strict=True):
            miss = 1 / (1 + math.exp(-max(-30.0, min(30.0, total(weights, pieces))))) - truth
            for piece in pieces:
                slope[piece] += miss
        for name in names:
            weights[name] -= rate * slope[name]
    return {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= SMALL or name == "bias"}


def across_folds(found: Sequence[set[str]], truths: Sequence[bool], documents: Sequence[str], prior: Mapping[str, float]) -> list[bool]:
    """What is told of each item by weights fitted to the documents of the other folds."""
    names = sorted(set(documents))
    random.Random(5).shuffle(names)
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    told = [False] * len(found)
    for fold in range(FOLDS):
        others = [place for place, name in enumerate(documents) if fold_of[name] != fold]
        weights = fit([found[place] for place in others], [truths[place] for place in others], prior)
        for place, name in enumerate(documents):
            if fold_of[name] == fold:
                told[place] = total(weights, found[place]) > 0
    return told


def f1(truths: Sequence[bool], told: Sequence[bool]) -> float:
    hits = sum(truth and tell for truth, tell in zip(truths, told, strict=True))
    return 2 * hits / max(1, sum(truths) + sum(told))


def write(fitted: Mapping[str, Weights]) -> None:
    """Replace the fitted tables in the package's file of weights."""
    path = Path(actions.__file__).parent / "weights.toml"
    text = path.read_text("utf-8")
    for verdict, weights in fitted.items():
        rows = sorted(weights.items(), key=lambda row: (row[0] != "bias", -row[1]))
        table = f"[{verdict}]\n" + "".join(f"{name if name == 'bias' else json.dumps(name)} = {weight}\n" for name, weight in rows)
        text = re.sub(rf"\[{verdict}\]\n[^\[]*", f"{table}\n", text)
    path.write_text(text.rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
