from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "secondstory.kit.live"
    label = "live"
    verbose_name = "Live rooms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.sessions.models import Session
        from django.db.models.signals import post_delete

        from secondstory.kit.facts import listen
        from secondstory.kit.live.notices import Noticed, write_notices
        from secondstory.kit.live.sign_in import say_session_ended

        listen(Noticed, write_notices)
        post_delete.connect(say_session_ended, sender=Session, dispatch_uid="live rooms")
