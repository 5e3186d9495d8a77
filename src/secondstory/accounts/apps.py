from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "secondstory.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from secondstory.accounts.ports import show_in_audit

        for kind in ("person", "team", "invitation", "apitoken"):
            show_in_audit(kind, hidden_from=lambda reader: None)
