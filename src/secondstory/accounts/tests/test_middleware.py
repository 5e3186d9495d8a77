import pytest
from django.test import AsyncClient, Client
from django.urls import URLPattern
from tests.own_loop import run_in_own_loop

from secondstory.accounts import urls
from secondstory.accounts.models import Person

OPEN = {
    "setup", "invitation", "account_login", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_set_up_is_led_to_under_asgi_as_well() -> None:
    answer = run_in_own_loop(AsyncClient().get("/people/"))
    assert answer.headers["Location"] == "/setup/"


@pytest.mark.django_db
def test_pages_ask_to_sign_in_unless_they_say_otherwise(member: Person) -> None:
    for pattern in [*urls.urlpatterns, *urls.sign_in_patterns]:
        assert isinstance(pattern, URLPattern)
        is_open = not getattr(pattern.callback, "login_required", True)
        assert is_open == (pattern.name in OPEN), pattern.name


@pytest.mark.django_db
def test_times_are_shown_in_the_zone_of_the_person(as_administrator: Client, administrator: Person) -> None:
    Person.objects.filter(pk=administrator.pk).update(time_zone="Asia/Tokyo")
    as_administrator.post("/teams/add/", {"name": "Search"})
    assert "JST" in as_administrator.get("/audit/").content.decode()
