"""Action items. One goes in as it is written; out come its verdicts, the words that led to them, and what to change.

What words tell is data (`vocabulary.toml`, `weights.toml`); how they are read and weighed is code.
"""

from secondstory.language.actions.batch import as_object
from secondstory.language.actions.judgement import ActionJudgement, judge_action
from secondstory.language.actions.owners import OwnerKind
from secondstory.language.actions.plan import HANDFUL, judge_plan
from secondstory.language.actions.verdicts import ActionClass, Horizon, Strength

__all__ = ["HANDFUL", "ActionClass", "ActionJudgement", "Horizon", "OwnerKind", "Strength", "as_object", "judge_action", "judge_plan"]
