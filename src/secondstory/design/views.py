"""The page that shows every component in all its states, for those who change how things look."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.design import samples


def components(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "DESIGN_PAGE", False)):
        raise Http404
    return render(request, "design/components.html", samples.page())
