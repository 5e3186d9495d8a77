from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.web.queries.wording import explained_categories


def wording(request: HttpRequest) -> HttpResponse:
    """Every rule of the linter: what it looks for, why, and what helps instead."""
    return render(request, "web/wording.html", {"categories": explained_categories()})
