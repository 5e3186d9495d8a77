"""What the address of the search page asks: words in the box, ticked filters, order and page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from secondstory.library.queries.facets import FACETS
from secondstory.library.queries.search import PER_PAGE, Order
from secondstory.library.rules.query_language import with_filter, without_filter

FURTHEST_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is what stands in the box, `ticked` the filters ticked beside the results; `whole` is both as one query."""

    text: str = ""
    ticked: tuple[tuple[str, str], ...] = ()
    order: Order | None = None
    page: int = 1
    typing: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        given: QueryDict = request.GET
        page = given.get("page", "1")
        order = given.get("sort", "")
        return cls(
            text=given.get("q", "").strip(),
            ticked=tuple(dict.fromkeys((field, value) for field in FACETS for value in given.getlist(field) if value)),
            order=Order(order) if order in set(Order) else None,
            page=min(int(page), FURTHEST_PAGE) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
            typing=bool(given.get("typing")) and "go" not in given,
        )

    @property
    def whole(self) -> str:
        text = self.text
        for field, value in self.ticked:
            text = with_filter(text, field, value)
        return text

    @property
    def offset(self) -> int:
        return (self.page - 1) * PER_PAGE

    def address(self, *, page: int = 1, order: Order | None = None, but: tuple[str, str] | None = None) -> str:
        """Return the query part of the address for another page or order, or without one of the filters."""
        text = without_filter(self.text, *but) if but else self.text
        chosen = order or self.order
        parts = [("q", text)] if text else []
        parts += [one for one in self.ticked if one != but]
        parts += [("sort", chosen.value)] if chosen else []
        parts += [("page", str(page))] if page > 1 else []
        return "?" + urlencode(parts)
