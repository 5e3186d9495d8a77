import socket
from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from pytest_django import Settings

from secondstory.accounts.commands import MailNotSentError
from secondstory.accounts.commands.mail import send_mail
from secondstory.accounts.models import Invitation, Person


class Inbox:
    """An SMTP server's memory; it refuses whom it is told to."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuses = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.refuses and self.refuses in address:
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        import email

        self.mails.append(email.message_from_bytes(envelope.content))
        return "250 Taken"


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """Run a real mail server and let the product send through it."""
    held = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(held, hostname="127.0.0.1", port=port)
    controller.start()
    use_server(settings, port=port)
    yield held
    controller.stop()


def use_server(settings: Settings, *, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.MAIL_IS_SET_UP = True


def test_a_reset_reaches_a_real_mail_server_as_text_and_as_html(inbox: Inbox, member: Person) -> None:
    Client().post("/accounts/password/reset/", {"email": "mei@example.com"})
    [arrived] = inbox.mails
    assert arrived["To"] == "mei@example.com"
    parts = {part.get_content_type(): part.get_payload(decode=True) for part in arrived.walk() if not part.is_multipart()}
    assert set(parts) == {"text/plain", "text/html"}
    assert all(b"/accounts/password/reset/key/" in body for body in parts.values() if isinstance(body, bytes))


def test_an_invitation_reaches_a_real_mail_server(inbox: Inbox, as_administrator: Client) -> None:
    answer = as_administrator.post("/people/invite/", {"email": "new@example.com", "name": "Nia", "role": "viewer"})
    assert "on its way" in answer.content.decode()
    [arrived] = inbox.mails
    assert arrived["Subject"] == "Ada Admin invites you to Second Story"


def test_a_mail_server_that_refuses_loses_no_invitation(inbox: Inbox, as_administrator: Client) -> None:
    inbox.refuses = "new@"
    answer = as_administrator.post("/people/invite/", {"email": "new@example.com", "role": "viewer"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no e-mail went out" in page
    invitation = Invitation.objects.get()
    assert invitation.sent_at is None
    assert invitation.send_problem
    inbox.refuses = ""
    as_administrator.post(f"/people/invitations/{invitation.pk}/send/")
    again = Invitation.objects.get()
    assert again.sent_at is not None
    assert again.send_problem == ""
    assert len(inbox.mails) == 1


def test_a_reset_says_plainly_that_the_mail_server_is_away(settings: Settings, member: Person) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        use_server(settings, port=unused.getsockname()[1])
        answer = Client().post("/accounts/password/reset/", {"email": "mei@example.com"})
    assert answer.status_code == 503
    assert "could not be sent just now" in answer.content.decode()
    assert 'value="mei@example.com"' in answer.content.decode()


def test_a_mail_server_that_never_answers_is_given_up(settings: Settings, member: Person) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        use_server(settings, port=silent.getsockname()[1])
        with pytest.raises(MailNotSentError):
            send_mail("account/email/unknown_account", to="mei@example.com", context={"base_url": "https://x", "email": "mei@example.com"})


def test_a_name_cannot_add_a_header_to_a_mail(inbox: Inbox, as_administrator: Client, administrator: Person) -> None:
    Person.objects.filter(pk=administrator.pk).update(name="Ada\nBcc: all@example.com")
    as_administrator.post("/people/invite/", {"email": "new@example.com", "role": "viewer"})
    [arrived] = inbox.mails
    assert arrived["Bcc"] is None
