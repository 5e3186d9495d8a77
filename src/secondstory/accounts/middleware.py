"""What every request of a person carries: their time zone."""

from collections.abc import Awaitable, Callable
from typing import cast
from zoneinfo import ZoneInfo

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import sync_and_async_middleware

from secondstory.accounts.models import Person


@sync_and_async_middleware
def person_middleware(get_response: Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]]) -> Callable[..., object]:
    """Show times in the signed-in person's zone."""
    if iscoroutinefunction(get_response):

        async def in_zone_async(request: HttpRequest) -> HttpResponse:
            user = await request.auser()
            with timezone.override(ZoneInfo(user.time_zone) if isinstance(user, Person) else None):
                return await cast(Awaitable[HttpResponse], get_response(request))

        return in_zone_async

    def in_zone(request: HttpRequest) -> HttpResponse:
        user = request.user
        with timezone.override(ZoneInfo(user.time_zone) if isinstance(user, Person) else None):
            return cast(HttpResponse, get_response(request))

    return in_zone
