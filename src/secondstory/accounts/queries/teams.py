"""Reads about teams."""

from django.db.models import Count, QuerySet

from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import name_key


def teams(*, words: str = "") -> QuerySet[Team]:
    """Return teams whose name holds the words, with `member_count`."""
    found = Team.objects.select_related("lead", "support_lead").annotate(member_count=Count("members")).order_by("name")
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found


def members_of(team: Team, *, words: str = "") -> QuerySet[Person]:
    found = team.members.order_by("name", "pk")
    for word in words.split():
        found = found.filter(name_key__contains=name_key(word))
    return found
