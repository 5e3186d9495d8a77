"""Where an editor finds the explanation of a rule."""

from secondstory.language.findings import Finding
from secondstory.language.rule_files import FOLDER


def link_to_rule(finding: Finding, *, docs: str = "") -> str | None:
    """Return the address in the documentation, when the editor knows where that is; else the rule's own file, which says
    why, and what it flags and lets pass."""
    if docs:
        return f"{docs.rstrip('/')}/{finding.why}"
    own = next(FOLDER.rglob(f"{finding.rule}.toml"), None)
    return own.as_uri() if own else None
