"""What of the restricted part takes part in an answer."""

from django.db.models.expressions import RawSQL

from secondstory.accounts.models import Person
from secondstory.incidents.queries import visible_to
from secondstory.library.engines import Seen


def seen_by(person: Person | None) -> Seen:
    """Return the condition that this person may see the incident of an entry `e`; all of them for the operator."""
    if person is None:
        return Seen("TRUE")
    incidents = visible_to(person).filter(pk=RawSQL("e.incident_id", ())).order_by().values("pk")
    sql, parameters = incidents.query.sql_with_params()
    return Seen(f"EXISTS ({sql})", tuple(parameters))
