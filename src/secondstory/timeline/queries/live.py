"""Who may be in the live room of a timeline."""

from secondstory.accounts.models import Person
from secondstory.incidents.queries import visible_to


def may_watch(person_id: int, name: str) -> bool:
    """Say whether somebody may hear of changes to the timeline of the incident whose id is `name`."""
    if not (name.isascii() and name.isdecimal() and len(name) < 16):
        return False
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    return person is not None and visible_to(person).filter(pk=int(name)).exists()
