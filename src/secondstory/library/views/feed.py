"""An Atom feed of newly published reports, or of those that a search finds."""

import base64
import binascii
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from secondstory.accounts.models import Person
from secondstory.accounts.queries.tokens import person_of_token
from secondstory.accounts.rules import Scope
from secondstory.library.queries.feed import MOST_ENTRIES, new_reports
from secondstory.library.queries.search import Order, search
from secondstory.library.rules.query_language import QueryProblem
from secondstory.library.views.asked import Asked
from secondstory.reports.models import Report


@login_not_required
def feed(request: HttpRequest) -> HttpResponse:
    """Answer somebody who is signed in, or a feed reader that sends a token: as bearer token, or as password of basic authentication."""
    person = request.user if isinstance(request.user, Person) else person_of_token(token_in(request), Scope.READ)
    if person is None:
        answer = HttpResponse("Sign in with your e-mail address and a token as the password.\n", status=401, content_type="text/plain")
        answer["WWW-Authenticate"] = 'Basic realm="Second Story", charset="UTF-8"'
        return answer
    try:
        return NewReports(person, Asked.of(request))(request)
    except QueryProblem as problem:
        return HttpResponse(f"{problem}\n", status=400, content_type="text/plain")


def token_in(request: HttpRequest) -> str:
    """Return the token of the Authorization header, empty where there is none."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


class NewReports(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    subtitle = "Newly published post-mortems that you may read."

    def __init__(self, person: Person, asked: Asked) -> None:
        self.person = person
        self.asked = asked

    def title(self) -> str:
        return f"Second Story: {self.asked.whole}" if self.asked.whole else "Second Story: new reports"

    def link(self) -> str:
        return reverse("library:search") + self.asked.address()

    def items(self) -> Any:
        if not self.asked.whole:
            return new_reports(self.person)
        found = search(self.asked.whole, person=self.person, limit=MOST_ENTRIES * 4, order=Order.DATE)
        return new_reports(self.person, among=[hit.incident_id for hit in found.hits])

    def item_title(self, item: Any) -> str:
        report: Report = item
        return f"{report.incident.key} {report.incident.title}"

    def item_description(self, item: Any) -> str:
        return str(item.what_happened)

    def item_link(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        return f"urn:second-story:report:{item.pk}"

    def item_updateddate(self, item: Any) -> Any:
        return item.updated_at

    def item_pubdate(self, item: Any) -> Any:
        return item.published_at
