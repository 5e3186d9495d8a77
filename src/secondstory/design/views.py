"""The page that shows every component in all its states, for those who change how things look."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.design import samples
from secondstory.design.sample_timelines import all_timelines


def components(request: HttpRequest) -> HttpResponse:
    _ensure_shown()
    return render(request, "design/components.html", samples.page())


def timelines(request: HttpRequest) -> HttpResponse:
    """Drawn timelines of every size; ``?only=`` shows one of them by its key."""
    _ensure_shown()
    only = request.GET.get("only")
    chosen = [(lanes, timeline) for lanes, timeline in all_timelines() if only in (None, timeline.key)]
    return render(request, "design/timelines.html", {"samples": chosen})


def _ensure_shown() -> None:
    if not (settings.DEBUG or getattr(settings, "DESIGN_PAGE", False)):
        raise Http404
