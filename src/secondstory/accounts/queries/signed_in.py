from django.http import HttpRequest

from secondstory.accounts.models import Person


def signed_in(request: HttpRequest) -> Person:
    """Return who is asking. Pages that anybody may open without signing in do not call this."""
    if not request.user.is_authenticated:
        raise TypeError("This page was reached without signing in.")
    return request.user
