from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "secondstory.connections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from secondstory.accounts.ports import show_in_audit

        show_in_audit("connection", hidden_from=lambda reader: None)
