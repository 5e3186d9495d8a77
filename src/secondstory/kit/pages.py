"""Long lists in pages, by the address alone."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PER_PAGE = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page of rows; `previous` and `next` are addresses, empty where there is none."""

    rows: tuple[Row, ...]
    first: int
    last: int
    total: int
    previous: str
    next: str


def page_of(request: HttpRequest, rows: QuerySet[Row], *, per_page: int = PER_PAGE) -> Page[Row]:
    """Return the page that `?page=` names, the nearest there is; two statements besides what the rows prefetch."""
    paginator: Paginator[Row] = Paginator(rows, per_page)
    page = paginator.get_page(request.GET.get("page"))
    return Page(
        rows=tuple(page.object_list),
        first=page.start_index(),
        last=page.end_index(),
        total=paginator.count,
        previous=_address(request, page.previous_page_number()) if page.has_previous() else "",
        next=_address(request, page.next_page_number()) if page.has_next() else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
