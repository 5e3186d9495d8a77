"""Putting the parts together at the start."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "secondstory.config"
    label = "wiring"

    def ready(self) -> None:
        from secondstory.integrations import event_sources, set_up_of
        from secondstory.timeline.sources import offer_event_sources

        offer_event_sources(event_sources, set_up=set_up_of)
