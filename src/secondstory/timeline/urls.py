"""The addresses of this step."""

from django.urls import URLPattern

app_name = "timeline"
urlpatterns: list[URLPattern] = []
