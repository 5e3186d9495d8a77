from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "secondstory.actions"
    default_auto_field = "django.db.models.BigAutoField"
