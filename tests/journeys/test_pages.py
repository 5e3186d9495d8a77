"""Every page of the demonstration, in light and dark, wide and at 360 px: no accessibility finding, nothing wider than the screen."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Demonstration, is_wider_than_its_screen, sign_in, violations

SHAPE = re.compile(r"(?<=/)(?:INC-\d+|\d+|[a-z0-9-]+)(?=/)")
MOST_PAGES = 90


def pages_of(page: Page, demonstration: Demonstration) -> list[str]:
    """Follow the links from home; of addresses that differ in their key alone, one is enough."""
    waiting, seen, found = ["/"], set[str](), list[str]()
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        response = page.goto(urljoin(demonstration.url, path))
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        assert response.ok, f"{path} answered {response.status}"
        found.append(path)
        for link in page.evaluate(
            "[...document.querySelectorAll('a[href]:not([download])')].map(a => new URL(a.getAttribute('href'), location.href).href)"
        ):
            parts = urlsplit(link)
            shape = re.sub(r"INC-\d+|(?<=/)\d+(?=/)", "#", parts.path)
            shape = re.sub(r"^/(components|teams|library/components)/[^/]+/", r"/\1/#/", shape)
            if (
                link.startswith(demonstration.url)
                and shape not in seen
                and not parts.path.startswith("/static/")
                and "logout" not in parts.path
            ):
                seen.add(shape)
                waiting.append(parts.path + (f"?{parts.query}" if parts.query and len(parts.query) < 60 else ""))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_finding_or_is_wider_than_its_screen(
    browser: Browser, demonstration: Demonstration, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", accept_downloads=True)
    page = context.new_page()
    sign_in(page, demonstration, role="administrator")
    paths = pages_of(page, demonstration)
    findings: list[str] = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            page.goto(urljoin(demonstration.url, path))
            findings += violations(page)
            if is_wider_than_its_screen(page):
                findings.append(f"{path} is wider than {width} px")
    context.close()
    assert len(paths) > 15
    assert findings == []


def test_pages_before_signing_in_have_no_finding(page: Page, demonstration: Demonstration) -> None:
    findings: list[str] = []
    for path in ("/accounts/login/", "/accounts/password/reset/"):
        page.goto(urljoin(demonstration.url, path))
        findings += violations(page)
    assert findings == []
