"""Whether there is somebody who can sign in. Once true, it stays true, so each process asks the database only until then."""

from secondstory.accounts.models import Person

_known: set[str] = set()


def account_exists() -> bool:
    return Person.objects.with_account().exists()


def is_set_up() -> bool:
    """Say whether the first administrator has been made, from memory where it is known."""
    if not _known and account_exists():
        remember_set_up()
    return bool(_known)


def is_known_to_be_set_up() -> bool:
    """Answer from memory alone; False means "ask"."""
    return bool(_known)


def remember_set_up() -> None:
    _known.add("set up")


def forget_set_up() -> None:
    """For tests, where the database is emptied under a living process."""
    _known.clear()
