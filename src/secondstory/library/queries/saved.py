from django.db.models import QuerySet

from secondstory.accounts.models import Person
from secondstory.library.models.saved import SavedSearch


def saved_searches_of(person: Person) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(person=person)
