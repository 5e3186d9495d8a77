"""Who is at the other end of a socket, by the same session as on every page, and whether the page that asks is one of ours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NewType
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie
from django.http.request import validate_host

from secondstory.kit.clock import now
from secondstory.kit.live.notices import check_access_again
from secondstory.kit.live.rooms import may_be_in

SessionKey = NewType("SessionKey", str)
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Caller:
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for one socket now: who is there, if still signed in, and in which of the rooms asked about they may be."""

    caller: Caller | None
    rooms: frozenset[str]


def header(scope: dict[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")


def is_from_here(*, host: str, origin: str, allowed_hosts: Sequence[str], trusted_origins: Sequence[str]) -> bool:
    """Say whether a page of our own opens the socket. Browsers always state the origin, and a foreign page cannot change it."""
    try:
        page, here = urlsplit(origin), urlsplit(f"//{host}")
        pages = (page.hostname, page.port or PORTS.get(page.scheme))
        hosts = (here.hostname, here.port or PORTS.get(page.scheme))
    except ValueError:
        return False
    if page.scheme not in PORTS or not page.hostname or not here.hostname:
        return False
    name = f"[{here.hostname}]" if ":" in here.hostname else here.hostname
    return validate_host(name, allowed_hosts) and (pages == hosts or origin in trusted_origins)


def session_key(scope: dict[str, Any]) -> SessionKey | None:
    """Return the key in the session cookie, whoever it may belong to."""
    key = parse_cookie(header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME)
    return SessionKey(key) if key else None


def caller_of(key: SessionKey) -> Caller | None:
    """Return who is signed in with this session; None where it ended, or the account was closed. Reads the database."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(request)
    if not person.is_authenticated or not person.is_active:
        return None
    return Caller(int(person.pk), str(person))


def standing(key: SessionKey, rooms: Collection[str]) -> Standing:
    """Return what a session allows at this moment. Reads the database."""
    caller = caller_of(key)
    if caller is None:
        return Standing(None, frozenset())
    return Standing(caller, frozenset(room for room in rooms if may_be_in(caller.person_id, room)))


def say_session_ended(instance: Session, **_rest: object) -> None:
    """Close the sockets of a session that was deleted, as signing out does. One that had run out is left to the look of each minute."""
    if instance.expire_date <= now():
        return
    person = instance.get_decoded().get("_auth_user_id", "")
    if str(person).isdecimal():
        check_access_again(person_id=int(person))
