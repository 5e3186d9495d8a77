from dataclasses import dataclass
from datetime import time

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.events import PersonRenamed
from secondstory.accounts.models import ApiToken, Invitation, Person, PersonAlias
from secondstory.accounts.rules import Ability, Role, name_key, reason_not_to_weaken
from secondstory.kit.clock import now
from secondstory.kit.facts import announce
from secondstory.kit.live.notices import check_access_again

LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Profile:
    """What people say about themselves. `work_days` are ISO weekday numbers, 1 is Monday."""

    name: str
    time_zone: str
    work_starts: time
    work_ends: time
    work_days: tuple[int, ...]
    manager: Person | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What only an administrator says about somebody. `email` is None for people without an account."""

    role: Role
    is_leader: bool
    email: str | None


@transaction.atomic
def change_profile(person: Person, profile: Profile, *, by: Person | None) -> None:
    """Change somebody's own particulars. That person may, and administrators. A former name stays an alias."""
    if by is None or by.pk != person.pk:
        ensure_may(by, Ability.ADMINISTER)
    if _leads_back(profile.manager, to=person):
        raise Refused("This would make people each other's managers, round in a circle.", field="manager")
    former = person.name
    changed = _apply(
        person,
        name=" ".join(profile.name.split()),
        time_zone=profile.time_zone,
        work_starts=profile.work_starts,
        work_ends=profile.work_ends,
        work_days=sorted(profile.work_days),
        manager=profile.manager,
    )
    if changed:
        if "name" in changed:
            _ensure_free(person)
        person.save(update_fields=changed)
        record("changed profile", person, by=by, changed=sorted(changed))
    if "name" in changed:
        keep_as_alias(former, person)
        announce(PersonRenamed(person.pk))


@transaction.atomic
def change_person(person: Person, standing: Standing, *, by: Person | None) -> None:
    """Change what only administrators may: role, the leader flag, the address somebody signs in with."""
    ensure_may(by, Ability.ADMINISTER)
    email = standing.email.lower() if standing.email else None
    if person.has_account and not email:
        raise Refused("An account needs an e-mail address to sign in with.", field="email")
    if not person.has_account and email != person.email:
        raise Refused("Send an invitation instead: the address is theirs once they accept it.", field="email")
    if email and Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise Refused(f"{email} belongs to somebody else already. Are they the same person? Then merge the two.", field="email")
    if standing.role != Role.ADMINISTRATOR:
        ensure_administrator_remains(person, field="role")
    before = {"role": person.role, "is_leader": person.is_leader, "email": person.email}
    changed = _apply(person, role=standing.role.value, is_leader=standing.is_leader, email=email)
    if not changed:
        return
    person.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=person).delete()  # a former address must not open the account
    record("changed person", person, by=by, **{name: {"from": before[name], "to": getattr(person, name)} for name in changed})


@transaction.atomic
def deactivate(person: Person, *, by: Person | None) -> None:
    """Take somebody's access away at once: sessions end, tokens are revoked, open invitations withdrawn. Their records stay."""
    ensure_may(by, Ability.ADMINISTER)
    ensure_administrator_remains(person)
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False, sign_in_round=F("sign_in_round") + 1):
        return
    ended = ApiToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=now())
    Invitation.objects.filter(person=person, accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now())
    check_access_again(person_id=person.pk)
    person.refresh_from_db()
    record("deactivated", person, by=by, tokens_ended=ended)


@transaction.atomic
def reactivate(person: Person, *, by: Person | None) -> None:
    """Give access back, with the same password and role. Former sessions and tokens stay ended."""
    ensure_may(by, Ability.ADMINISTER)
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        person.refresh_from_db()
        record("reactivated", person, by=by)


def ensure_administrator_remains(person: Person, *, field: str = "") -> None:
    """Refuse when nobody could administer without `person`. Call in the transaction that weakens them: it locks the administrators."""
    administrators = list(
        Person.objects.with_account()
        .select_for_update()
        .filter(role=Role.ADMINISTRATOR, is_active=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    reason = reason_not_to_weaken(
        is_administrator=person.pk in administrators, other_administrators=len([pk for pk in administrators if pk != person.pk])
    )
    if reason:
        raise Refused(reason, field=field)


def keep_as_alias(former: str, person: Person) -> None:
    """Let later imports find `person` by a former name, unless the name is somebody else's."""
    key = name_key(former)
    if key and key != person.name_key and not Person.objects.filter(name_key=key).exclude(pk=person.pk).exists():
        PersonAlias.objects.get_or_create(name_key=key, defaults={"person": person})
    PersonAlias.objects.filter(person=person, name_key=person.name_key).delete()


def _ensure_free(person: Person) -> None:
    if person.email is None and Person.objects.filter(email__isnull=True, name_key=name_key(person.name)).exclude(pk=person.pk).exists():
        raise Refused("Somebody without an account has this name already. Merge the two if they are one person.", field="name")


def _apply(person: Person, **values: object) -> list[str]:
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    return changed


def _leads_back(manager: Person | None, *, to: Person) -> bool:
    for _ in range(LONGEST_CHAIN):
        if manager is None:
            return False
        if manager.pk == to.pk:
            return True
        manager = manager.manager
    return True
