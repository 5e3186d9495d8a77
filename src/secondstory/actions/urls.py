"""The addresses of this step."""

from django.urls import path

from secondstory.actions import views

app_name = "actions"
urlpatterns = [
    path("actions/", views.actions, name="list"),
    path("incidents/<str:key>/actions/", views.of_incident, name="of_incident"),
    path("incidents/<str:key>/actions/new/", views.new, name="new"),
    path("incidents/<str:key>/actions/<int:action_id>/edit/", views.edit, name="edit"),
    path("incidents/<str:key>/actions/<int:action_id>/remove/", views.remove, name="remove"),
]
