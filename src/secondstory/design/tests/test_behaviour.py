"""What the script adds, in a real browser, under the product's own content policy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ROOT = Path(__file__).parents[4]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
BUILT = Path(__file__).parents[1] / "static/design/build/site.js"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built: python hatch_build.py"),
]


@pytest.fixture
def trial(chromium: Browser, own_server: LiveServer) -> Iterator[Page]:
    """The trial page of urls.py; what the browser complains of fails the test."""
    context = chromium.new_context(base_url=own_server.url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/trial/")
    yield page
    context.close()
    assert complaints == []


def test_a_slash_goes_to_search_but_not_while_writing(trial: Page) -> None:
    trial.keyboard.press("/")
    expect(trial.locator("#q")).to_be_focused()
    trial.locator("#story").fill("a")
    trial.keyboard.press("/")
    expect(trial.locator("#story")).to_have_value("a/")


def test_control_k_opens_the_palette_that_jumps_or_searches(trial: Page) -> None:
    trial.keyboard.press("Control+k")
    palette = trial.locator("#palette")
    expect(palette).to_be_visible()
    trial.keyboard.type("lib")
    expect(palette.get_by_role("option", selected=True)).to_have_text("Library")
    trial.keyboard.press("ArrowUp")
    expect(palette.get_by_role("option", selected=True)).to_contain_text("Search for “lib”")
    trial.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_the_palette_searches_for_words_that_are_no_place(trial: Page) -> None:
    trial.keyboard.press("Control+k")
    trial.keyboard.type("pool & retry")
    trial.keyboard.press("Enter")
    expect(trial).to_have_url(re.compile(r"q=pool\+%26\+retry"))


def test_arrows_walk_through_results_and_back_to_the_box(trial: Page) -> None:
    trial.locator("#q").focus()
    trial.keyboard.press("ArrowDown")
    trial.keyboard.press("ArrowDown")
    expect(trial.get_by_role("link", name="Second", exact=True)).to_be_focused()
    expect(trial.locator("[data-result][aria-current]")).to_have_count(1)
    trial.keyboard.press("ArrowUp")
    trial.keyboard.press("ArrowUp")
    expect(trial.locator("#q")).to_be_focused()
    expect(trial.locator("[data-result][aria-current]")).to_have_count(0)


def test_typed_words_come_back_until_they_are_saved(trial: Page) -> None:
    trial.locator("#story").fill("It began at noon")
    trial.get_by_label("Told").check()
    trial.reload()
    expect(trial.locator("#story")).to_have_value("It began at noon")
    expect(trial.get_by_label("Told")).to_be_checked()
    expect(trial.locator("[data-kept]")).to_be_visible()
    trial.get_by_role("button", name="Save").click()
    expect(trial.get_by_text("Saved.")).to_be_visible()
    expect(trial.locator("#story")).to_have_value("")
    trial.reload()
    expect(trial.locator("#story")).to_have_value("")


def test_typed_words_survive_a_refusal(trial: Page) -> None:
    trial.locator("#story").fill("refuse")
    trial.get_by_role("button", name="Save").click()
    expect(trial.locator("#story")).to_have_value("refuse")


def test_a_combobox_suggests_and_takes_the_choice(trial: Page) -> None:
    box = trial.get_by_role("combobox", name="Component")
    box.press_sequentially("check")
    options = trial.get_by_role("option")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("checkout-web")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_changed_facet_sends_its_form(trial: Page) -> None:
    trial.get_by_label("Technical").check()
    expect(trial).to_have_url(re.compile(r"kind=a"))


def test_a_dialog_opens_closes_and_gives_the_focus_back(trial: Page) -> None:
    opener = trial.get_by_role("button", name="Open")
    opener.click()
    expect(trial.locator("#ask")).to_be_visible()
    trial.keyboard.press("Escape")
    expect(trial.locator("#ask")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_theme_is_a_choice_that_lasts(trial: Page) -> None:
    trial.locator("summary", has_text="Account").click()
    trial.get_by_label("Dark").click()
    expect(trial.locator("html")).to_have_attribute("data-theme", "dark")
    trial.reload()
    expect(trial.locator("html")).to_have_attribute("data-theme", "dark")
    trial.locator("summary", has_text="Account").click()
    expect(trial.get_by_label("Dark")).to_be_checked()
    trial.keyboard.press("Escape")
    expect(trial.get_by_label("Dark")).to_be_hidden()


def test_without_script_everything_is_there_to_read_and_save(chromium: Browser, own_server: LiveServer) -> None:
    page = chromium.new_context(base_url=own_server.url, java_script_enabled=False).new_page()
    page.goto("/trial/")
    expect(page.get_by_role("link", name="First")).to_be_visible()
    page.locator("#story").fill("By hand")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".needs-script").first).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 360])
def test_the_components_page_has_no_accessibility_finding(chromium: Browser, own_server: LiveServer, scheme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{own_server.url}/design/")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []
    assert not is_too_wide


def test_the_print_of_a_page_is_light_and_without_the_shell(trial: Page) -> None:
    trial.evaluate("document.documentElement.dataset.theme = 'dark'")
    trial.emulate_media(media="print")
    expect(trial.locator("header.top")).to_be_hidden()
    assert trial.evaluate("getComputedStyle(document.body).colorScheme") == "light"
