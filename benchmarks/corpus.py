"""Seeded reports of natural length and wording: sentences of several source texts mixed, so that word frequencies stay as they were."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from secondstory.actions.rules import ActionState
from secondstory.incidents.rules import Kind
from secondstory.reports.rules import FactorCategory, ReportStatus

T = TypeVar("T")
SEED = 20_260_101
TEAMS, COMPONENTS, PEOPLE = 60, 300, 800
RESTRICTED_SHARE = 0.01
SUFFIXES = {".md", ".txt", ".html", ".rst"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Source:
    sentences: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class MadeReport:
    title: str
    summary: str
    body: str
    timeline: tuple[str, ...]
    factors: tuple[tuple[FactorCategory, str], ...]
    actions: tuple[tuple[ActionState, str], ...]
    people: tuple[int, ...]
    teams: tuple[int, ...]
    components: tuple[int, ...]
    kind: Kind
    severity: int  # rank
    status: ReportStatus
    occurred_on: date
    is_restricted: bool


def sources(folder: Path | None) -> list[Source]:
    """Return the texts below a folder, cut into sentences; without a folder, texts made up here."""
    if folder is None:
        return _made_up_sources()
    texts = (path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES)
    read = [Source(tuple(s.strip() for s in _SENTENCE.split(text) if len(s.split()) >= 3), len(text.split())) for text in texts]
    return [source for source in read if source.sentences]


def names(texts: Sequence[Source], count: int, *, seed: int, words: int) -> list[str]:
    """Return names made of words that occur in the texts."""
    chance = random.Random(seed)
    pool = sorted(
        {word.lower() for source in texts[::3] for sentence in source.sentences for word in re.findall(r"[A-Za-z]{5,9}", sentence)}
    )
    return [f"{' '.join(chance.choice(pool).capitalize() for _ in range(words))} {number}" for number in range(count)]


def reports(texts: Sequence[Source], count: int) -> Iterator[MadeReport]:
    """Make reports, always the same for the same texts. Each is as long as one of the texts and mixes three to six of them."""
    chance = random.Random(SEED)
    for _ in range(count):
        yield _report(chance, texts)


def _report(chance: random.Random, texts: Sequence[Source]) -> MadeReport:
    mixed = [chance.choice(texts) for _ in range(chance.randint(3, 6))]
    length = chance.choice(texts).words
    summary = [_sentence(chance, mixed) for _ in range(chance.randint(1, 4))]
    told: list[str] = []
    words = sum(len(sentence.split()) for sentence in summary)
    while words < length:
        source = chance.choice(mixed)
        first = chance.randrange(len(source.sentences))
        paragraph = " ".join(source.sentences[first : first + chance.randint(1, 6)])
        told.append(paragraph)
        words += len(paragraph.split())
    events = len(told) // 4
    return MadeReport(
        title=_title(chance, texts),
        summary=" ".join(summary),
        body="\n\n".join(told[events:]),
        timeline=tuple(told[:events]),
        factors=tuple((_skewed(chance, tuple(FactorCategory)), _sentence(chance, mixed)) for _ in range(chance.randint(0, 3))),
        actions=tuple((chance.choice(tuple(ActionState)), _sentence(chance, mixed)) for _ in range(chance.randint(0, 4))),
        people=tuple(chance.sample(range(PEOPLE), chance.randint(1, 6))),
        teams=tuple({_skewed(chance, range(TEAMS)) for _ in range(chance.randint(1, 3))}),
        components=tuple({_skewed(chance, range(COMPONENTS)) for _ in range(chance.randint(0, 3))}),
        kind=_skewed(chance, tuple(Kind)),
        severity=chance.choice((1, 2, 2, 3, 3, 3, 4)),
        status=chance.choice((*ReportStatus, *[ReportStatus.PUBLISHED] * 10)),
        occurred_on=date(2016, 1, 1) + timedelta(days=int(chance.triangular(0, 3650, 3400))),
        is_restricted=chance.random() < RESTRICTED_SHARE,
    )


def _sentence(chance: random.Random, texts: Sequence[Source]) -> str:
    return chance.choice(chance.choice(texts).sentences)


def _title(chance: random.Random, texts: Sequence[Source]) -> str:
    """Return four to nine words of one sentence and one to five of another: as long as titles are, and rarely the same twice."""
    parts: list[str] = []
    for least, most in ((4, 9), (1, 5)):
        words: list[str] = []
        while len(words) < least:
            words = _sentence(chance, texts).split()
        length = chance.randint(least, most)
        first = chance.randrange(max(1, len(words) - length))
        parts += words[first : first + length]
    return " ".join(parts)[:200]


def _skewed(chance: random.Random, values: Sequence[T]) -> T:
    """Return one of the values, the first ones far more often, as names are used."""
    return values[int(chance.paretovariate(0.9)) % len(values)]


def _made_up_sources() -> list[Source]:
    """Return 400 texts of made-up words whose frequencies follow Zipf's law, from a few words to thousands."""
    chance = random.Random(SEED)
    syllables = [a + b for a in ("", "b", "d", "f", "gr", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v") for b in "aeiou"]
    words = ["the", "of", "to", "and", "a", "in", "was", "for", "on", "service", "incident", "database", "error", "team", "customers"]
    words += sorted({"".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(12_000)}, key=lambda _: chance.random())
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    made = []
    for _ in range(400):
        count = max(4, int(chance.lognormvariate(3.2, 0.9)))
        made.append(
            tuple(" ".join(chance.choices(words, cum_weights=weights, k=chance.randint(5, 25))).capitalize() + "." for _ in range(count))
        )
    return [Source(sentences, sum(len(sentence.split()) for sentence in sentences)) for sentences in made]
