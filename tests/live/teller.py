"""`python -m tests.live.teller`: another process on the library's database, which does what each line of its input says, as JSON."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from secondstory.accounts.commands import deactivate  # noqa: E402
from secondstory.accounts.models import Person  # noqa: E402
from secondstory.accounts.rules import Role  # noqa: E402
from secondstory.incidents.commands import restrict  # noqa: E402
from secondstory.incidents.models import Incident  # noqa: E402
from secondstory.kit.clock import now  # noqa: E402
from secondstory.kit.live.models import Notice, Presence  # noqa: E402
from secondstory.kit.live.notices import KEPT, notify, sweep_notices  # noqa: E402
from secondstory.kit.live.reading import position  # noqa: E402
from tests import builders  # noqa: E402

may_commit = Event()
begun: list[Thread] = []


def person(name: str, role: str = "member") -> dict[str, Any]:
    """Make somebody who is signed in."""
    one = builders.person(name, role=Role(role))
    session = SessionStore()
    session["_auth_user_id"] = str(one.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = one.get_session_auth_hash()
    session.create()
    return {"id": one.pk, "session": session.session_key}


def incident(title: str) -> str:
    return f"timeline:{builders.incident(title).pk}"


def tell(room: str, kind: str, times: int = 1, padding: int = 0) -> int:
    """Say something in a room so many times, all in one transaction; return the last id."""
    with transaction.atomic():
        for number in range(times):
            notify(room, kind, {"number": number, "padding": "x" * padding})
    return position()


def tell_and_undo(room: str, kind: str) -> None:
    with transaction.atomic():
        notify(room, kind)
        transaction.set_rollback(True)


def begin_to_tell(room: str, kind: str) -> None:
    """Take the id of a notice in a transaction that stays open until `commit_what_was_begun`."""
    has_id = Event()

    def tell_and_wait() -> None:
        with transaction.atomic():
            notify(room, kind)
            has_id.set()
            may_commit.wait()
        connection.close()

    may_commit.clear()
    begun.append(Thread(target=tell_and_wait))
    begun[-1].start()
    has_id.wait()


def commit_what_was_begun() -> None:
    may_commit.set()
    begun.pop().join()


def forget_all() -> None:
    """Let all that was said be older than it is kept for, and sweep."""
    Notice.objects.update(at=now() - KEPT - timedelta(seconds=1))
    sweep_notices()


def restrict_to(room: str, people: list[int]) -> None:
    restrict(Incident.objects.get(pk=room.partition(":")[2]), to_people=list(Person.objects.filter(pk__in=people)), by=None)


def end_session(session: str) -> None:
    SessionStore(session).delete()


def close_account(person_id: int) -> None:
    deactivate(Person.objects.get(pk=person_id), by=None)


def presences() -> int:
    return Presence.objects.count()


WORDS: dict[str, Callable[..., object]] = {
    word.__name__: word
    for word in (
        person, incident, tell, tell_and_undo, begin_to_tell, commit_what_was_begun, forget_all,
        restrict_to, end_session, close_account, presences, position,
    )
}  # fmt: skip

if __name__ == "__main__":
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(WORDS[order["word"]](*order["with"], **order["and"])), flush=True)
