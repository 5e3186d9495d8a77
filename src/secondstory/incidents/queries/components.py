"""Reads about components: the things that incidents affect."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from secondstory.accounts.models import Person
from secondstory.incidents.models import Component, Incident
from secondstory.incidents.queries.visibility import visible_to

MOST_SUGGESTED = 200


def components_visible_to(person: Person | None) -> QuerySet[Component]:
    """Return the components that exist for this person: one known only from restricted incidents exists only for those who see them."""
    if person is None:
        return Component.objects.all()
    affected = Component.incidents.through.objects.filter(component_id=OuterRef("pk"))
    seen = affected.filter(incident__in=visible_to(person))
    return Component.objects.filter(Q(owning_team__isnull=False) | Exists(seen) | ~Exists(affected))


def components_with_counts(person: Person | None) -> QuerySet[Component]:
    """Return the visible components, each with its team and with `visible_incidents`, how many of its incidents the person may see."""
    counted = Count("incidents", filter=Q(incidents__in=visible_to(person)), distinct=True)
    return components_visible_to(person).select_related("owning_team").annotate(visible_incidents=counted).order_by("name")


def component_suggestions(beginning: str, *, limit: int = 10) -> list[str]:
    """Return names of components that contain what was typed, those that begin with it first.

    They come from the open part alone: a name known only from restricted incidents is suggested to nobody.
    """
    wanted = beginning.strip().lower()
    affected = Component.incidents.through.objects.filter(component_id=OuterRef("pk"))
    open_part = Q(owning_team__isnull=False) | Exists(affected.filter(incident__is_restricted=False)) | ~Exists(affected)
    names = Component.objects.filter(open_part).annotate(low=Lower("name")).filter(low__contains=wanted).values_list("name", flat=True)
    return sorted(names[:MOST_SUGGESTED], key=lambda name: (not name.lower().startswith(wanted), name.lower()))[:limit]


def incidents_of_component(component: Component, *, person: Person | None) -> QuerySet[Incident]:
    """Return the incidents that affected it and that the person may see, the newest first."""
    return visible_to(person).filter(components=component).select_related("severity")
