from django.core.exceptions import PermissionDenied

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability


class NotAllowed(PermissionDenied):
    """The person's role does not allow this; the message says who can help."""


def ensure_may(by: Person | None, ability: Ability) -> None:
    """Raise `NotAllowed` unless `by` may do this. None is the operator at the command line, who may do everything."""
    if by is not None and not by.may(ability):
        raise NotAllowed(f"Your role, {by.role}, does not allow this. An administrator can change your role.")
