"""Addresses for the tests of this app alone: the components page, suggestions, and a form that is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import include, path

from secondstory.design.tests.rendering import render

PAGE = """{% extends "design/base.html" %}{% load design %}
{% block title %}Trial{% endblock %}
{% block main %}<h1>Trial</h1>
<form role="search"><label for="q">Search</label><input id="q" type="search" name="q"></form>
<div data-results><c-result href="#one" title="First" key="INC-1" severity="1">What happened</c-result>
<c-result href="#two" title="Second" key="INC-2" severity="2">What happened</c-result></div>
<form method="post" data-keep="trial">{% csrf_token %}
<c-field label="Story" for="story"><textarea class="input" id="story" name="story">{{ saved }}</textarea></c-field>
<c-field label="Component" for="component"><input class="input" id="component" name="component" data-autocomplete-url="/suggest/"></c-field>
<label class="check"><input type="checkbox" name="told" value="yes"> Told</label>
<span data-kept hidden>Kept in this browser until you save.</span><c-button variant="primary">Save</c-button></form>
<form data-autosubmit><c-facet legend="Kind" name="kind" :options="options" /></form>
<c-button type="button" data-dialog="ask">Open</c-button><c-dialog id="ask" title="Sure?"><p>Words</p></c-dialog>
{% endblock %}"""
PLACES = [{"label": "Incidents", "url": "/trial/", "icon": "incidents"}, {"label": "Library", "url": "/trial/", "icon": "library"}]
OPTIONS = [{"value": "a", "label": "Technical", "count": 3}]


def trial(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST["story"] != "refuse":
        messages.success(request, "Saved.")
        return HttpResponseRedirect("/trial/")
    return HttpResponse(render(PAGE, {"options": OPTIONS, "places": PLACES, "search_url": "/trial/"}, request=request))


def suggest(request: HttpRequest) -> JsonResponse:
    names = ["checkout", "checkout-web", "seat-inventory"]
    return JsonResponse([{"value": name, "note": "Payments"} for name in names if request.GET["q"] in name], safe=False)


urlpatterns = [path("design/", include("secondstory.design.urls")), path("trial/", trial), path("suggest/", suggest)]
