"""The addresses of this step."""

from django.urls import path

from secondstory.reports import views

app_name = "reports"
urlpatterns = [
    path("<str:key>/report/edit/", views.edit, name="edit"),
    path("<str:key>/report/status/", views.move, name="move"),
]
