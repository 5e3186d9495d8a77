"""The one place that asks what time it is, so that a test or the demonstration can move it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in the time zone of the current request, UTC outside one."""
    return timezone.localdate()
