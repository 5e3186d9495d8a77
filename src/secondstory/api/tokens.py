from django.http import HttpRequest
from ninja.security import HttpBearer

from secondstory.accounts.models import Person
from secondstory.accounts.queries.tokens import person_of_token
from secondstory.accounts.rules import Scope


class ReadToken(HttpBearer):
    """A token with the scope `read`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return person_of_token(token, Scope.READ)
