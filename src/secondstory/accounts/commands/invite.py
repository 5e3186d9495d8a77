from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.urls import reverse

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.mail import MailNotSentError, send_mail
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.person import keep_as_alias
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.events import PersonRenamed
from secondstory.accounts.models import Invitation, Person, Team
from secondstory.accounts.queries.invitations import invitation_of_secret, open_invitations
from secondstory.accounts.rules import INVITATION_DAYS, Ability, Role, digest, new_secret
from secondstory.kit.clock import now
from secondstory.kit.facts import announce


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """An invitation with its link, which exists only here. `problem` says in plain words why the e-mail was not sent."""

    invitation: Invitation
    link: str
    problem: str


@transaction.atomic
def invite(
    email: str, *, by: Person | None, name: str = "", role: Role = Role.MEMBER, team: Team | None = None, person: Person | None = None
) -> Invitation:
    """Store an invitation; `send_invitation` then sends it. `person` is somebody named in records who gets the account."""
    ensure_may(by, Ability.ADMINISTER)
    email = email.strip().lower()
    person = _free_person(email, person=person)
    expired = open_invitations().filter(email=email, expires_at__lte=now())
    expired.update(withdrawn_at=now())
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email, name=name.strip() or (person.name if person else ""), role=role, team=team, person=person,
                token_digest=digest(new_secret()), invited_by=by, expires_at=expiry(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(f"{email} is invited already. You can send that invitation again.", field="email") from error
    record("invited", invitation, by=by, email=email, role=role.value, team=team.name if team else "")
    return invitation


def send_invitation(
    invitation: Invitation, *, by: Person | None, base_url: str, connection: BaseEmailBackend | None = None
) -> MadeInvitation:
    """Send an invitation, for the first time or again, with a new link that replaces the one before and lasts for 14 days.

    A mail server that fails loses nothing: the invitation stays and says that it was not sent.
    """
    ensure_may(by, Ability.ADMINISTER)
    secret = new_secret()
    if not open_invitations().filter(pk=invitation.pk).update(token_digest=digest(secret), expires_at=expiry(), invited_at=now()):
        raise Refused("This invitation was accepted or withdrawn in the meantime.")
    invitation.refresh_from_db()
    link = base_url.rstrip("/") + reverse("accounts:invitation", args=[secret])
    problem = _send(invitation, link=link, base_url=base_url, connection=connection)
    invitation.sent_at, invitation.send_problem = (None, problem) if problem else (now(), "")
    with transaction.atomic():
        invitation.save(update_fields=["sent_at", "send_problem"])
        record("sent invitation", invitation, by=by, email=invitation.email, problem=problem)
    return MadeInvitation(invitation, link, problem)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person | None) -> None:
    """Make an invitation's link stop working."""
    ensure_may(by, Ability.ADMINISTER)
    if open_invitations().filter(pk=invitation.pk).update(withdrawn_at=now()):
        record("withdrew invitation", invitation, by=by, email=invitation.email)


@transaction.atomic
def accept_invitation(secret: str, *, name: str, password: str, time_zone: str) -> Person:
    """Make the account that an invitation promises. The link works once, even when it is used twice at the same moment."""
    invitation = invitation_of_secret(secret)
    moment = now()
    still_open = open_invitations().filter(token_digest=digest(secret), expires_at__gt=moment)
    if invitation is None or not still_open.update(accepted_at=moment):
        raise Refused("This invitation no longer works. Ask your administrator for a new one.")
    person = _free_person(invitation.email, person=invitation.person) or Person()
    former = person.name
    person.name, person.email, person.time_zone, person.role = " ".join(name.split()), invitation.email, time_zone, invitation.role
    person.set_password(password)
    person.save()
    if invitation.team:
        invitation.team.members.add(person)
    if former and former != person.name:
        keep_as_alias(former, person)
        announce(PersonRenamed(person.pk))
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    record("accepted invitation", invitation, by=person, email=invitation.email)
    return person


def expiry() -> datetime:
    return now() + timedelta(days=INVITATION_DAYS)


def _free_person(email: str, *, person: Person | None) -> Person | None:
    """Return who gets the account, if they are in the records already; refuse when the address or the person has one."""
    holder = Person.objects.filter(email=email).first()
    if holder and holder.has_account:
        state = "has an account already" if holder.is_active else "has a deactivated account; you can reactivate it on their page"
        raise Refused(f"{email} {state}.", field="email")
    if person and person.has_account:
        raise Refused(f"{person.name} has an account already.", field="email")
    if holder and person and holder.pk != person.pk:
        raise Refused(f"{email} belongs to {holder.name}. Merge the two first.", field="email")
    return person or holder


def _send(invitation: Invitation, *, link: str, base_url: str, connection: BaseEmailBackend | None) -> str:
    context = {"invitation": invitation, "link": link, "base_url": base_url, "days": INVITATION_DAYS}
    try:
        send_mail("accounts/mail/invitation", to=invitation.email, context=context, connection=connection)
    except MailNotSentError as error:
        return str(error)
    return "" if settings.MAIL_IS_SET_UP else "No mail server is set up, so the e-mail was written to the server's log only."
