from collections.abc import Sequence

from django.db import transaction
from django_q.tasks import async_task

from secondstory.accounts.commands.audit import record_all
from secondstory.accounts.commands.invite import expiry
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.team import make_team
from secondstory.accounts.models import Invitation, Person, Team
from secondstory.accounts.queries.invitations import checked_lines, new_team_names, open_invitations
from secondstory.accounts.rules import Ability, digest, new_secret
from secondstory.accounts.rules.lines import Line
from secondstory.kit.clock import now

CHUNK = 100
SEND_JOB = "secondstory.accounts.jobs.send_invitations"


@transaction.atomic
def invite_from_lines(lines: Sequence[Line], *, by: Person | None, base_url: str) -> int:
    """Invite everybody whose line is good, make the teams they name, and leave the sending to a job. Return how many were invited."""
    ensure_may(by, Ability.ADMINISTER)
    good = [line for line in checked_lines(lines) if line.is_good]
    if not good:
        return 0
    for name in new_team_names(good):
        make_team(name, by=by)
    teams = {team.name.casefold(): team for team in Team.objects.all()}
    addresses = [line.email for line in good]
    people: dict[str, Person] = {}
    for start in range(0, len(addresses), CHUNK):
        chunk = addresses[start : start + CHUNK]
        open_invitations().filter(email__in=chunk, expires_at__lte=now()).update(withdrawn_at=now())
        people |= {str(person.email): person for person in Person.objects.filter(email__in=chunk)}
    invitations = Invitation.objects.bulk_create([_invitation(line, teams=teams, people=people, by=by) for line in good], batch_size=CHUNK)
    record_all("invited", invitations, by=by, source="file")
    for start in range(0, len(invitations), CHUNK):
        async_task(SEND_JOB, [invitation.pk for invitation in invitations[start : start + CHUNK]], base_url)
    return len(invitations)


def _invitation(line: Line, *, teams: dict[str, Team], people: dict[str, Person], by: Person | None) -> Invitation:
    return Invitation(
        email=line.email,
        name=line.name,
        role=line.role,
        team=teams.get(line.team.casefold()),
        person=people.get(line.email),
        token_digest=digest(new_secret()),
        invited_by=by,
        expires_at=expiry(),
    )
