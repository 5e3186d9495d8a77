"""What the linter says: a finding, its place, its weight and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How sure the linter is. A warning is a clear case; about a suggestion reasonable people differ."""

    WARNING = "warning"
    SUGGESTION = "suggestion"


class Category(StrEnum):
    """What kind of wording a finding is about. The first group is how people are spoken of; the second is how a document is made."""

    PERSON_CAUSE = "person_cause"
    HUMAN_ERROR = "human_error"
    FAULT = "fault"
    COUNTERFACTUAL = "counterfactual"
    HINDSIGHT = "hindsight"
    JUDGEMENT = "judgement"
    BLAME_QUESTION = "blame_question"
    NAMED_INDIVIDUAL = "named_individual"
    PUNITIVE_TRAINING = "punitive_training"
    SINGLE_CAUSE = "single_cause"
    AGENTLESS_ERROR = "agentless_error"
    ABSOLUTE = "absolute"
    MINIMISATION = "minimisation"

    ACTION_ITEM = "action_item"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to reword. `start` and `end` are code points of the text that was given, end exclusive."""

    rule: str
    category: Category
    level: Level
    start: int
    end: int
    message: str
    rewordings: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The place in the documentation that explains the rule, relative to `docs/`."""
        return f"language-rules.md#{self.rule}"
