"""What several of these pages need: who may open them, refusals shown at the form, pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict

from secondstory.accounts.commands import Refused, ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability

PER_PAGE = 50
View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Answer 403 to everybody who may not look after people."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ensure_may(signed_in(request), Ability.ADMINISTER)
        return view(request, *args, **kwargs)

    return guarded


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def words_of(request: HttpRequest) -> str:
    """Return the words that a list is searched for, as a database can take them."""
    return request.GET.get("q", "").replace("\0", "").strip()[:200]


def show_refusal(form: Form, error: Refused) -> None:
    """Put a refusal at the field it belongs to, else above the form."""
    form.add_error(error.field if error.field in form.fields else None, error.message)


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list and the addresses beside it, empty at the ends."""

    page: Page[Any]
    previous_url: str
    next_url: str

    @property
    def words(self) -> str:
        first, last, total = self.page.start_index(), self.page.end_index(), self.page.paginator.count
        return f"{first:,} to {last:,} of {total:,}" if total else ""


def pages_of(request: HttpRequest, rows: QuerySet[Any], *, per_page: int = PER_PAGE) -> Pages:
    """Return the page that the address asks for; an impossible number gives the nearest page."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    return Pages(
        page=page,
        previous_url=_with_page(request, page.previous_page_number()) if page.has_previous() else "",
        next_url=_with_page(request, page.next_page_number()) if page.has_next() else "",
    )


def _with_page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
