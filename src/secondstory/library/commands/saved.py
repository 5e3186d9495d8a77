"""Changes to the searches that a person keeps."""

from secondstory.accounts.models import Person
from secondstory.library.models.saved import SavedSearch


def save_search(*, name: str, query: str, by: Person) -> SavedSearch:
    """Keep a search under a name; a name that is taken means the new search from now on."""
    short = " ".join(name.split())[:80] or query[:80]
    saved, _ = SavedSearch.objects.update_or_create(person=by, name=short, defaults={"query": query[:500]})
    return saved


def forget_search(saved_id: int, *, by: Person) -> None:
    """Drop one of the person's own saved searches; one that is not theirs stays."""
    SavedSearch.objects.filter(pk=saved_id, person=by).delete()
