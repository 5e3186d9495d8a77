"""Judges the action items of a report together."""

from collections.abc import Sequence

from secondstory.language.actions.judgement import ActionJudgement
from secondstory.language.actions.messages import finding_of
from secondstory.language.actions.verdicts import Horizon, Strength
from secondstory.language.findings import Finding

HANDFUL = 5
"""More items than this are rarely done: two or three that change the system do more than twenty small ones."""


def judge_plan(judgements: Sequence[ActionJudgement]) -> list[Finding]:
    """Return what to change in a plan as a whole. The findings have no place of their own (0, 0)."""
    names = []
    if judgements and all(judgement.strength is Strength.WEAK for judgement in judgements):
        names.append("plan-no-strong-item")
    if judgements and all(judgement.horizon is Horizon.SHORT for judgement in judgements):
        names.append("plan-only-short-term")
    if len(judgements) > HANDFUL:
        names.append("plan-too-many")
    return [finding_of(name, 0, 0) for name in names]
