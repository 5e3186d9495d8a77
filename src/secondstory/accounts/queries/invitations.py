"""Reads about invitations."""

from collections.abc import Sequence

from django.db.models import QuerySet

from secondstory.accounts.models import Invitation, Person, Team
from secondstory.accounts.rules import digest
from secondstory.accounts.rules.lines import Line
from secondstory.kit.clock import now

CHUNK = 500


def open_invitations() -> QuerySet[Invitation]:
    """Return invitations neither accepted nor withdrawn; they may have expired."""
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def invitation_of_secret(secret: str) -> Invitation | None:
    """Return the invitation whose link carries this secret, whatever became of it."""
    return Invitation.objects.select_related("person", "team", "invited_by").filter(token_digest=digest(secret)).first()


def all_invitations(*, words: str = "") -> QuerySet[Invitation]:
    invitations = Invitation.objects.select_related("team", "invited_by", "person")
    return invitations.filter(email__icontains=words) | invitations.filter(name__icontains=words) if words else invitations


def checked_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a file, with a problem at those whose address has an account or an open invitation."""
    addresses = [line.email for line in lines if line.is_good]
    accounts: set[str] = set()
    invited: set[str] = set()
    for start in range(0, len(addresses), CHUNK):
        chunk = addresses[start : start + CHUNK]
        accounts |= {str(email) for email in Person.objects.with_account().filter(email__in=chunk).values_list("email", flat=True)}
        invited |= set(open_invitations().filter(email__in=chunk, expires_at__gt=now()).values_list("email", flat=True))
    return [_checked(line, accounts=accounts, invited=invited) for line in lines]


def new_team_names(lines: Sequence[Line]) -> list[str]:
    """Return the teams that good lines name and nobody has made, in the spelling of the first line."""
    named: dict[str, str] = {}
    for line in lines:
        if line.is_good and line.team:
            named.setdefault(line.team.casefold(), line.team)
    known = {name.casefold() for name in Team.objects.values_list("name", flat=True)}
    return [name for key, name in named.items() if key not in known]


def _checked(line: Line, *, accounts: set[str], invited: set[str]) -> Line:
    if line.email in accounts:
        return line.with_problem(f"{line.email} has an account already.")
    if line.email in invited:
        return line.with_problem(f"{line.email} is invited already.")
    return line
