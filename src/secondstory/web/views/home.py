"""Home, and the answer to a load balancer."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.accounts.models import Person
from secondstory.web.home import home_of, may_record


def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - the middleware lets nobody else through
    return render(request, "web/home.html", {"home": home_of(person), "may_record": may_record(person)})


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
