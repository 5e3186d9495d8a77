"""What every request passes: the set-up page while nobody can sign in, and the time zone of the person who is signed in."""

from collections.abc import Awaitable, Callable
from typing import cast
from zoneinfo import ZoneInfo

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import sync_and_async_middleware

from secondstory.accounts.models import Person
from secondstory.accounts.queries.set_up import is_known_to_be_set_up, is_set_up, remember_set_up

Handler = Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]]
OPEN_BEFORE_SET_UP = ("/setup/", "/static/", "/health")


@sync_and_async_middleware
def set_up_middleware(get_response: Handler) -> Callable[..., object]:
    """Lead every page to the set-up until the first administrator exists; from then on ask the database nothing."""
    if iscoroutinefunction(get_response):

        async def guarded_async(request: HttpRequest) -> HttpResponse:
            if _may_be_fresh(request) and not await _somebody_can_sign_in_async(request):
                return HttpResponseRedirect(reverse("accounts:setup"))
            return await cast(Awaitable[HttpResponse], get_response(request))

        return guarded_async

    def guarded(request: HttpRequest) -> HttpResponse:
        if _may_be_fresh(request) and not _somebody_can_sign_in(request):
            return HttpResponseRedirect(reverse("accounts:setup"))
        return cast(HttpResponse, get_response(request))

    return guarded


@sync_and_async_middleware
def person_middleware(get_response: Handler) -> Callable[..., object]:
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


def _may_be_fresh(request: HttpRequest) -> bool:
    return not is_known_to_be_set_up() and not request.path_info.startswith(OPEN_BEFORE_SET_UP)


def _somebody_can_sign_in(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        remember_set_up()
        return True
    return is_set_up()


async def _somebody_can_sign_in_async(request: HttpRequest) -> bool:
    if (await request.auser()).is_authenticated:
        remember_set_up()
        return True
    return await sync_to_async(is_set_up)()
