"""The addresses of this step."""

from django.urls import path

from secondstory.incidents.views import access, components, lists, measures, record, severity, suggestions

app_name = "incidents"
urlpatterns = [
    path("incidents/", lists.incidents, name="list"),
    path("incidents/new/", record.new, name="new"),
    path("incidents/suggest/components/", suggestions.components, name="suggest_components"),
    path("incidents/suggest/teams/", suggestions.teams, name="suggest_teams"),
    path("incidents/suggest/people/", suggestions.people, name="suggest_people"),
    path("incidents/suggest/zones/", suggestions.zones, name="suggest_zones"),
    path("incidents/<str:key>/edit/", record.edit, name="edit"),
    path("incidents/<str:key>/access/", access.access, name="access"),
    path("components/", components.components, name="components"),
    path("components/<slug:slug>/", components.component, name="component"),
    path("components/<slug:slug>/edit/", components.edit, name="edit_component"),
    path("measures/", measures.measures, name="measures"),
    path("severity/", severity.levels, name="severity"),
]
