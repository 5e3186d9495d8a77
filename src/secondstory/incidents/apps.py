from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "secondstory.incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from secondstory.accounts.ports import show_in_audit
        from secondstory.incidents.queries.visibility import hidden_from

        show_in_audit("incident", hidden_from=hidden_from)
        show_in_audit("measuredefinition", hidden_from=lambda reader: None)
