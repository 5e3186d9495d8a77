"""Changes to people and teams, and the record of who changed what."""

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.permission import NotAllowed, ensure_may

__all__ = ["NotAllowed", "ensure_may", "record"]
