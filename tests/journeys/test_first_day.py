"""The first day of a new library: the first administrator, people invited from a file, and one of them who accepts."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import PATIENCE, violations

PASSWORD = "four plain words here"
LONGEST_WAIT = 120  # seconds until the server starts or a mail arrives


class Inbox:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(email.message_from_bytes(envelope.content))
        return "250 Taken"

    def link(self, *, number: int) -> str:
        """Wait for so many mails and return the link in the last of them."""
        until = time.monotonic() + LONGEST_WAIT
        while len(self.mails) < number and time.monotonic() < until:
            time.sleep(0.2)
        assert len(self.mails) >= number, "The mail did not arrive."
        text = next(part for part in self.mails[number - 1].walk() if part.get_content_type() == "text/plain").get_payload(decode=True)
        assert isinstance(text, bytes)
        found = re.search(r"https?://\S+", text.decode())
        assert found
        return found[0]


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    held = Inbox()
    port = _free_port()
    controller = Controller(held, hostname="127.0.0.1", port=port)
    controller.start()
    yield held, port
    controller.stop()


@pytest.fixture
def address(tmp_path: Path, inbox: tuple[Inbox, int]) -> Iterator[str]:
    """The address of a new library, served with everything it needs."""
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_"))}
    environment |= {"SECONDSTORY_DATA": str(tmp_path / "library"), "SECONDSTORY_EMAIL_URL": f"smtp://127.0.0.1:{inbox[1]}"}
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "secondstory", "serve", "--port", str(port)],
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
        try:
            _wait_for(port, server=server, log=tmp_path / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            _say_where_each_thread_is(server.pid)
            server.send_signal(signal.SIGTERM)
            server.wait(30)
            print((tmp_path / "log").read_text()[-20_000:])


def test_from_an_empty_library_to_a_colleague_who_is_signed_in(browser: Browser, address: str, inbox: tuple[Inbox, int]) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    _set_up(page, address)
    page.goto(f"{address}/people/import/")
    roster = b"email;name;team\nmei@example.com;Mei Tanaka;Payments\nbroken;x;\n"
    page.get_by_label("CSV file").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": roster})
    page.get_by_role("button", name="Look at the file").click()
    assert violations(page) == []
    assert page.get_by_text("Line 3").is_visible()
    page.get_by_role("button", name="Invite 1 person").click()
    page.wait_for_url(f"{address}/people/invitations/")

    colleague = browser.new_context().new_page()
    colleague.set_default_timeout(PATIENCE)
    colleague.goto(inbox[0].link(number=1))
    assert violations(colleague) == []
    assert colleague.get_by_label("Your name").input_value() == "Mei Tanaka"
    colleague.get_by_label("Password").fill(PASSWORD)
    colleague.get_by_role("button", name="Accept the invitation").click()
    colleague.wait_for_url(f"{address}/")
    colleague.goto(f"{address}/teams/payments/")
    assert colleague.get_by_role("link", name="Mei Tanaka").is_visible()

    _deactivate(page, address, name="Mei Tanaka")
    colleague.goto(f"{address}/account/")
    assert "/accounts/login/" in colleague.url


def test_a_forgotten_password_is_set_anew_by_mail(browser: Browser, address: str, inbox: tuple[Inbox, int]) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    _set_up(page, address)
    page.context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_role("button", name="Send the link").click()
    page.goto(inbox[0].link(number=1))
    assert violations(page) == []
    page.get_by_label("New password", exact=True).fill("another plain sentence")
    page.get_by_label("New password, once more").fill("another plain sentence")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("Password").fill("another plain sentence")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def _set_up(page: Page, address: str) -> None:
    page.goto(f"{address}/library/")
    assert page.url == f"{address}/setup/"
    assert violations(page) == []
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set up Second Story").click()
    page.wait_for_url(f"{address}/")


def _deactivate(page: Page, address: str, *, name: str) -> None:
    page.goto(f"{address}/people/")
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Deactivate").click()
    page.get_by_role("button", name="Reactivate").wait_for()


def _say_where_each_thread_is(group: int) -> None:
    """Write to the log what every process is busy with; pytest shows it when the test failed."""
    for process in subprocess.run(["pgrep", "-g", str(group)], capture_output=True, text=True, check=False).stdout.split():
        os.kill(int(process), signal.SIGUSR1)
        time.sleep(0.1)  # one after the other, so that they are readable


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, *, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"The server did not start:\n{log.read_text()[-3000:]}")
