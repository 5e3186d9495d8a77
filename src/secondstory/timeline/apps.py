from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "secondstory.timeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from secondstory.timeline.listeners import start_listening

        start_listening()
