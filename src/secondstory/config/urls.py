"""Every address of the product. Each app brings its own; this page says under which name they stand."""

from django.conf import settings
from django.urls import include, path

from secondstory.accounts.urls import sign_in_patterns
from secondstory.timeline.urls import inbox_patterns, note_patterns

urlpatterns = [
    path("accounts/", include(sign_in_patterns)),
    path("", include("secondstory.accounts.urls")),
    path("", include("secondstory.connections.urls")),
    path("", include("secondstory.incidents.urls")),
    path("inbox/", include((inbox_patterns, "inbox"))),
    path("note/", include((note_patterns, "note"))),
    path("incidents/", include("secondstory.timeline.urls")),
    path("incidents/", include("secondstory.reports.urls")),
    path("", include("secondstory.actions.urls")),
    path("library/", include("secondstory.library.urls")),
    path("api/", include("secondstory.api.urls")),
    path("", include("secondstory.web.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("design/", include("secondstory.design.urls")))
