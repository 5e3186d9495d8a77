"""The addresses for programs. A token stands in for a session, so the sign-in page has no say here."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from secondstory.api.root import api

patterns, app_name, namespace = api.urls
for pattern in patterns:
    pattern.callback = login_not_required(pattern.callback)

urlpatterns = [path("v1/", (patterns, app_name, namespace))]
