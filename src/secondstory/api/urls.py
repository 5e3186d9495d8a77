"""The addresses for programs. A token stands in for a session, so the sign-in page has no say here."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from secondstory.api.root import api


def without_sign_in(routes: tuple[list[Any], str, str]) -> tuple[list[Any], str, str]:
    for route in routes[0]:
        route.callback = login_not_required(route.callback)
    return routes


urlpatterns = [path("", without_sign_in(api.urls))]
