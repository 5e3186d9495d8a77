"""As whom a command acts."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from secondstory.accounts.models import Person


def person_of(email: str | None) -> "Person | None":
    """The active person with this e-mail address; None, the operator, where no address is given."""
    from secondstory.accounts.models import Person

    if email is None:
        return None
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise click.UsageError(f"Nobody active has the e-mail address {email}.")
    return person
