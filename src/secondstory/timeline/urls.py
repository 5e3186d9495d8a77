"""The addresses of this step."""

from django.urls import path

from secondstory.timeline.views import events as views

app_name = "timeline"
urlpatterns = [
    path("<str:key>/timeline/", views.events, name="events"),
    path("<str:key>/timeline/restore/", views.restore, name="restore"),
    path("<str:key>/timeline/<int:event_id>/edit/", views.edit, name="edit"),
    path("<str:key>/timeline/<int:event_id>/star/", views.star, name="star"),
    path("<str:key>/timeline/<int:event_id>/remove/", views.remove, name="remove"),
]
