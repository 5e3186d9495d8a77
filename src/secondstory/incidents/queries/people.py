"""People and teams as forms offer them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import Incident, Involvement

MOST_SUGGESTED = 200


def people_suggestions(beginning: str, *, limit: int = 10) -> list[str]:
    """Return names of people that contain what was typed: those with an account, and those whom open incidents name."""
    wanted = beginning.strip().lower()
    named = Involvement.objects.filter(person_id=OuterRef("pk"), incident__is_restricted=False)
    names = (
        Person.objects.filter(Q(is_active=True), Q(email__isnull=False) | Exists(named))
        .annotate(low=Lower("name"))
        .filter(low__contains=wanted)
        .order_by("low")
        .values_list("name", flat=True)
    )
    return sorted(set(names[:MOST_SUGGESTED]), key=lambda name: (not name.lower().startswith(wanted), name.lower()))[:limit]


def people_with_account() -> QuerySet[Person]:
    """Return the active people who can be given access, by name."""
    return Person.objects.filter(is_active=True, email__isnull=False).order_by("name")


def names_of_people(incident: Incident) -> list[str]:
    """Return the names of the people whom the incident involves, as they may stand in what is written about it."""
    return list(incident.involvements.order_by("person__name").values_list("person__name", flat=True).distinct())


def team_names() -> QuerySet[Team]:
    return Team.objects.only("name", "slug").order_by("name")


def people_called(words: str) -> list[Person]:
    """Return the active people with this name or e-mail address; case does not matter.

    Two at most: one is who was meant, two are a question.
    """
    typed = " ".join(words.split())
    return list(Person.objects.filter(Q(name__iexact=typed) | Q(email__iexact=typed), is_active=True)[:2])
