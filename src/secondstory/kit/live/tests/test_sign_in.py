from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from secondstory.kit.clock import now
from secondstory.kit.live.models import Notice
from secondstory.kit.live.rooms import may_be_in, register_room
from secondstory.kit.live.sign_in import SessionKey, caller_of, is_from_here, session_key, standing

HOSTS = ["stories.example.com", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("host", "origin", "expected"),
    [
        ("stories.example.com", "https://stories.example.com", True),
        ("stories.example.com:443", "https://stories.example.com", True),
        ("localhost:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("internal:8000", "https://stories.example.com", False),
        ("localhost:8000", "https://trusted.example", True),
        ("localhost:8000", "http://localhost:9000", False),
        ("localhost", "http://localhost.evil.example", False),
        ("evil.example", "https://evil.example", False),
        ("localhost", "null", False),
        ("localhost", "", False),
        ("", "http://localhost", False),
        ("localhost", "http://localhost:port", False),
        ("localhost", "file://localhost", False),
        ("localhost", "http://[", False),
        ("user@localhost", "http://evil.example", False),
    ],
)
def test_only_our_own_pages_open_a_socket(host: str, origin: str, *, expected: bool) -> None:
    assert is_from_here(host=host, origin=origin, allowed_hosts=HOSTS, trusted_origins=["https://trusted.example"]) is expected


def test_the_session_is_read_from_its_cookie() -> None:
    assert session_key({"headers": [(b"Cookie", b'a="x; sessionid=abc; b=c')]}) == "abc"
    assert session_key({"headers": [(b"cookie", b"other=1")]}) is None
    assert session_key({"headers": []}) is None


def somebody_signed_in() -> SessionKey:
    person = get_user_model()(name="Ada Keller", email="ada@example.org")
    person.set_unusable_password()
    person.save()
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return SessionKey(str(session.session_key))


@pytest.mark.django_db
def test_a_session_counts_until_it_ends_and_while_the_account_is_open() -> None:
    key = somebody_signed_in()
    caller = caller_of(key)
    assert caller is not None
    assert caller.name == "Ada Keller"
    get_user_model().objects.update(is_active=False)
    assert caller_of(key) is None
    get_user_model().objects.update(is_active=True, sign_in_round=7)
    assert caller_of(key) is None


@pytest.mark.django_db
def test_a_session_that_ran_out_counts_no_more() -> None:
    key = somebody_signed_in()
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert caller_of(key) is None
    Session.objects.all().delete()
    assert Notice.objects.count() == 0


@pytest.mark.django_db
def test_signing_out_makes_the_sockets_of_the_person_be_looked_at() -> None:
    key = somebody_signed_in()
    caller = caller_of(key)
    assert caller is not None
    SessionStore(key).delete()
    assert [one.payload for one in Notice.objects.all()] == [{"person": caller.person_id}]


@pytest.mark.django_db
def test_a_room_asks_its_app_and_one_of_no_kind_is_closed() -> None:
    register_room("test-room", may_enter=lambda person_id, name: name == "open")
    rooms = ["test-room:open", "test-room:closed", "no-such-kind:open", "test-room:", "test-room:a b", "test-room:open\n", ""]
    assert [room for room in rooms if may_be_in(1, room)] == ["test-room:open"]
    assert standing(somebody_signed_in(), rooms).rooms == {"test-room:open"}
    assert standing(SessionKey("none"), rooms).caller is None
