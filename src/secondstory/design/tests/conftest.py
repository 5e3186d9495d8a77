"""The look is tried by itself: without the doors of the product, which would first ask who is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Playwright
from pytest_django.live_server_helper import LiveServer

NEEDED = {"CSPMiddleware", "SessionMiddleware", "CsrfViewMiddleware", "MessageMiddleware"}


@pytest.fixture(scope="module")
def alone() -> Iterator[None]:
    with override_settings(
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if name.rpartition(".")[2] in NEEDED],
        ROOT_URLCONF="secondstory.design.tests.urls",
        DESIGN_PAGE=True,
    ):
        yield


@pytest.fixture(scope="module")
def own_server(alone: None) -> Iterator[LiveServer]:
    """Serves the addresses of urls.py; they read nothing from the database."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium is installed.")
        pytest.skip("No Chromium is installed.")
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
    yield browser
    browser.close()
