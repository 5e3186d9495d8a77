"""Addresses of the doors that span apps."""

from django.urls import path

from secondstory.web.views import home, hub, report, wording

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("wording/", wording.wording, name="wording"),
    path("health/", home.health, name="health"),
    path("incidents/<str:key>/", hub.hub, name="hub"),
    path("incidents/<str:key>/report/", report.report, name="report"),
]
