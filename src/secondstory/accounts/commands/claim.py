from django.db import transaction

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.merge import merge_people
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.models import Claim, Person
from secondstory.accounts.rules import Ability


@transaction.atomic
def claim(person: Person, *, by: Person) -> Claim:
    """Say of a name in the records: this is me. An administrator then confirms or declines."""
    if person.has_account:
        raise Refused(f"{person.name} has an account of their own, so this name is taken. An administrator can merge two accounts.")
    made, is_new = Claim.objects.get_or_create(claimant=by, person=person)
    if is_new:
        record("claimed", person, by=by, name=person.name)
    return made


@transaction.atomic
def confirm_claim(made: Claim, *, by: Person | None) -> Person:
    """Merge the claimed name into the account that claims it; return that account."""
    ensure_may(by, Ability.ADMINISTER)
    record("confirmed claim", made.claimant, by=by, name=made.person.name)
    return merge_people(made.person, into=made.claimant, by=by)


@transaction.atomic
def decline_claim(made: Claim, *, by: Person | None) -> None:
    """Turn a claim down, or take one's own back."""
    if by is None or by.pk != made.claimant_id:
        ensure_may(by, Ability.ADMINISTER)
    record("declined claim", made.person, by=by, claimant=made.claimant_id)
    made.delete()
