"""The blameless-language linter. Text comes in; findings go out, each with its place, why it hurts and a better question.

Pure Python without Django, so that the command line starts at once and others can use it as a library:

    from secondstory.language import judge_action, lint

    for finding in lint("We should have tested the rollback."):
        print(finding.rule, finding.message, finding.rewordings)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondstory.language.actions import judge_action, judge_plan
    from secondstory.language.findings import Category, Finding, Level
    from secondstory.language.linter import Linter, lint, lint_prose
    from secondstory.language.prose import Scope
    from secondstory.language.readers import read_prose
    from secondstory.language.structure import check_structure

__all__ = [
    "Category",
    "Finding",
    "Level",
    "Linter",
    "Scope",
    "check_structure",
    "judge_action",
    "judge_plan",
    "lint",
    "lint_prose",
    "read_prose",
]

_MODULES = {
    "Category": "findings",
    "Finding": "findings",
    "Level": "findings",
    "Linter": "linter",
    "Scope": "prose",
    "check_structure": "structure",
    "judge_action": "actions",
    "judge_plan": "actions",
    "lint": "linter",
    "lint_prose": "linter",
    "read_prose": "readers",
}


def __getattr__(name: str) -> Any:
    """Load a part when it is first asked for: a command that needs one should not wait for the others."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
