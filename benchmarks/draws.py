"""The queries of the benchmark, drawn from the reports themselves with a fixed seed."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.corpus import SEED, MadeReport
from secondstory.library.rules.stemming import stem
from secondstory.library.rules.tokens import words

RARE = 0.05  # of all reports
COMMON = 0.3


@dataclass
class Draws:
    """Queries by class, and pairs of a query made of a title and the report that it should find."""

    rare: list[str] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    phrase: list[str] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    filtered: list[str] = field(default_factory=list)
    filters_only: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    misspelt: list[str] = field(default_factory=list)
    known: list[tuple[str, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class Sampler:
    """Keeps a sample of the reports while they are made, and counts in how many each word occurs in any form."""

    def __init__(self, count: int) -> None:
        self._every = max(1, count // 4000)
        self._sample: list[tuple[int, str, list[str]]] = []
        self._reports: Counter[str] = Counter()
        self._seen = 0

    def add(self, number: int, report: MadeReport) -> None:
        self._seen += 1
        if self._seen % self._every == 0 and not report.is_restricted:
            text = words("\n".join((report.title, report.summary, report.body)))
            self._sample.append((number, report.title, text))
            self._reports.update({stem(word) for word in text})

    def draws(self, each: int, known: int) -> Draws:
        chance = random.Random(SEED + 1)
        share = {word: self._reports[stem(word)] / len(self._sample) for _, _, text in self._sample for word in text}
        made = Draws()
        rare = [[word for word in text if share[word] <= RARE and len(word) > 2] for _, _, text in self._sample]
        rare = [text for text in rare if len(text) > 3]
        common = sorted(word for word, part in share.items() if part >= COMMON)
        for _ in range(each):
            made.rare.append(" ".join(chance.sample(chance.choice(rare), chance.choice((1, 1, 1, 2, 2, 3)))))
            made.common.append(" ".join(chance.sample(common, min(len(common), chance.choice((1, 2, 3, 4))))))
            made.phrase.append(self._phrase(chance))
            made.typing.append(chance.choice(chance.choice(rare))[: chance.randint(2, 6)])
            made.filtered.append(f"{chance.choice((chance.choice(common), chance.choice(chance.choice(rare))))} {_filters(chance)}")
            made.filters_only.append(_filters(chance))
            made.without.append(f"{chance.choice(common)} -{chance.choice(chance.choice(rare))}")
            made.misspelt.append(misspelt(chance, max(chance.choice(rare), key=len)))
        made.known = self._known(chance, known)
        return made

    def _phrase(self, chance: random.Random) -> str:
        text: list[str] = []
        while len(text) < 8:
            text = chance.choice(self._sample)[2]
        first = chance.randrange(len(text) - 3)
        return f'"{" ".join(text[first : first + chance.randint(2, 3)])}"'

    def _known(self, chance: random.Random, count: int) -> list[tuple[str, int]]:
        """Draw titles of three words or more; in one half a word is misspelt, in the other one is left out."""
        drawn: list[tuple[str, int]] = []
        while len(drawn) < count:
            number, title, _ = chance.choice(self._sample)
            asked = damaged(chance, words(title), misspell=len(drawn) % 2 == 0)
            if asked:
                drawn.append((asked, number))
        return drawn


def damaged(chance: random.Random, title: Sequence[str], *, misspell: bool) -> str | None:
    """Return the words of a title, one misspelt or left out; None where the title has too few for it."""
    asked = list(title)
    long = [at for at, word in enumerate(asked) if len(word) > 3 and word.isalpha()]
    if len(asked) < 3 or (misspell and not long):
        return None
    if misspell:
        at = chance.choice(long)
        asked[at] = misspelt(chance, asked[at])
    else:
        del asked[chance.randrange(len(asked))]
    return " ".join(asked)


def misspelt(chance: random.Random, word: str) -> str:
    """Return the word with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    wrong = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return wrong if wrong != word else word[:at] + word[at + 1 :]


def _filters(chance: random.Random) -> str:
    some = (
        f"severity:{chance.randint(1, 4)}",
        f"year:{chance.randint(2018, 2025)}",
        "kind:technical",
        "factor:configuration",
        "has:open-actions",
    )
    return " ".join(chance.sample(some, chance.randint(1, 2)))
