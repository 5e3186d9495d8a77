from django.http import HttpRequest
from ninja.security import HttpBearer

from secondstory.accounts.models import Person
from secondstory.accounts.queries.tokens import person_of_token
from secondstory.accounts.rules import Scope
from secondstory.incidents.queries import visible_incident


class ReadToken(HttpBearer):
    """A token with the scope `read`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return person_of_token(token, Scope.READ)


class IncidentToken(HttpBearer):
    """A token with a scope, at an address with the key of an incident, which must exist for the person.

    This is asked before anything of the request is read, so that a mistake in it says nothing about whether there is such an incident.
    """

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        person = person_of_token(token, self.scope)
        if person is not None and request.resolver_match is not None:
            visible_incident(request.resolver_match.kwargs["key"], person=person)
        return person
