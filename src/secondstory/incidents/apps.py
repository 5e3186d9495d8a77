from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "secondstory.incidents"
    default_auto_field = "django.db.models.BigAutoField"
