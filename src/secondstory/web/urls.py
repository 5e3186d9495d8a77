"""Addresses of the doors that span apps."""

from django.urls import URLPattern

app_name = "web"
urlpatterns: list[URLPattern] = []
