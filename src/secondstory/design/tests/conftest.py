"""The look is tried by itself: without the doors of the product, which would first ask who is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
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
