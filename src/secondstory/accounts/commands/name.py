from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from secondstory.accounts.models import Person, PersonAlias
from secondstory.accounts.rules import name_key

CHUNK = 500
LONGEST_NAME = 200


@transaction.atomic
def people_named(names: Iterable[str]) -> dict[str, Person]:
    """Return a person for each name, making those whom nobody knows yet, without an account.

    Case and spacing do not matter, and former names and merged names (aliases) lead to the person. Where two accounts share a name,
    neither is guessed: a person without an account stands for the name until an administrator merges them. Empty names are left out.
    """
    wanted = {name: name_key(name[:LONGEST_NAME]) for name in names if name.strip()}
    found = _found(set(wanted.values()))
    missing = {key: " ".join(name[:LONGEST_NAME].split()) for name, key in reversed(wanted.items()) if key not in found}
    if missing:
        new = [Person(name=missing[key], password=UNUSABLE_PASSWORD_PREFIX) for key in sorted(missing)]
        Person.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
        found |= _found(set(missing))
    return {name: found[key] for name, key in wanted.items()}


def _found(keys: set[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    candidates: dict[str, list[Person]] = defaultdict(list)
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        for person in Person.objects.filter(name_key__in=chunk).order_by("pk"):
            candidates[person.name_key].append(person)
        for alias in PersonAlias.objects.filter(name_key__in=chunk).select_related("person"):
            found[alias.name_key] = alias.person
    for key, people in candidates.items():
        chosen = people if len(people) == 1 else [person for person in people if not person.email]
        if chosen and key not in found:
            found[key] = chosen[0]
    return found
