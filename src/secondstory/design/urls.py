from __future__ import annotations

from django.urls import path

from secondstory.design import views

app_name = "design"
urlpatterns = [path("", views.components, name="components"), path("timelines/", views.timelines, name="timelines")]
