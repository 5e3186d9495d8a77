"""The demonstration, served by the real command, and a real browser that walks through it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import ARGUMENTS, chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 120_000  # milliseconds; a disk that is busy with other tests can hold up a single request for half a minute
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Demonstration:
    url: str
    accounts: dict[str, tuple[str, str]]  # role -> e-mail, password


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium is installed, and none can be.")
        pytest.skip("No Chromium is installed, and none can be; the journeys need one.")
    return {"executable_path": path, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    data = tmp_path_factory.mktemp("demonstration")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_"))}
    environment |= {"SECONDSTORY_DEBUG": "false", "PYTHONUNBUFFERED": "1"}
    with (data / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "secondstory", "demo", "--data", str(data / "library"), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environment,
        )
        try:
            yield _read_announcement(server, data / "log")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _read_announcement(server: subprocess.Popen[str], log: Path) -> Demonstration:
    url, accounts = "", {}
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"Second Story is ready at (\S+)", line):
            url = found[1]
        if found := re.search(r"(\S+@\S+)\s+password: (\S+)\s+\((\w+)\)", line):
            accounts[found[3]] = (found[1], found[2])
        if len(accounts) >= 4:
            return Demonstration(url=url, accounts=accounts)
    raise AssertionError(f"The demonstration did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def signed_in(context: BrowserContext, demonstration: Demonstration) -> Page:
    """A page of the demonstration's facilitator."""
    page = context.new_page()
    sign_in(page, demonstration, role="facilitator")
    return page


def sign_in(page: Page, demonstration: Demonstration, *, role: str) -> None:
    email, password = demonstration.accounts[role]
    page.goto(f"{demonstration.url}/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demonstration.url}/")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on this page, each with its first element."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{page.url} {one['id']}: {one['help']} {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def is_wider_than_its_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
