from django.db import IntegrityError, transaction

from secondstory.accounts.commands.audit import record
from secondstory.accounts.models import Person, SetUp
from secondstory.accounts.queries.set_up import account_exists, remember_set_up
from secondstory.accounts.rules import Role


class AlreadySetUp(Exception):
    """Somebody else made the first administrator."""

    def __init__(self) -> None:
        super().__init__("Second Story is set up already. Sign in, or ask your administrator for an invitation.")


def set_up(*, name: str, email: str, password: str, time_zone: str) -> Person:
    """Make the first administrator. Of several at the same moment exactly one succeeds; the others get `AlreadySetUp`."""
    try:
        with transaction.atomic():
            SetUp.objects.create(pk=SetUp.ONLY_KEY)  # the lock: a second transaction waits here, then cannot store it
            if account_exists():
                raise AlreadySetUp
            address = email.lower()
            person = Person.objects.filter(email=address).first() or Person(email=address)
            person.name, person.time_zone, person.role, person.is_active = name, time_zone, Role.ADMINISTRATOR, True
            person.set_password(password)
            person.save()
            record("set up", person, by=person)
    except IntegrityError as error:
        raise AlreadySetUp from error
    remember_set_up()
    return person
