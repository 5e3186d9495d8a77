"""Looking closer at a drawn timeline, in a real browser: by pointer, by keyboard, and without script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
BUILT = Path(__file__).parents[1] / "static/design/build/site.js"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built: python hatch_build.py"),
]


@pytest.fixture
def page(chromium: Browser, own_server: LiveServer) -> Iterator[Page]:
    """The sample of 2,000 events; what the browser complains of fails the test."""
    context = chromium.new_context(base_url=own_server.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/design/timelines/?only=two-thousand")
    yield page
    context.close()
    assert complaints == []


def says(page: Page) -> Locator:
    return page.locator("[data-says]")


def seen(page: Page) -> int:
    found = re.search(r"([\d,]+) of 2,000 events", says(page).inner_text())
    return int(found[1].replace(",", "")) if found else 2000


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"))


def drag(page: Page, start: int, end: int) -> None:
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + start, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + end, box["y"] + 20, steps=4)
    page.mouse.up()


def test_closer_shows_fewer_events_and_all_of_it_brings_the_first_drawing_back(page: Page) -> None:
    before = page.locator("[data-canvas]").inner_html()
    page.get_by_role("button", name="Closer").click()
    expect(says(page)).to_contain_text("of 2,000 events")
    assert seen(page) < 2000
    page.get_by_role("button", name="All of it").click()
    expect(says(page)).to_be_empty()
    assert re.sub(r' tabindex="[^"]*"', "", page.locator("[data-canvas]").inner_html()) == re.sub(r' tabindex="[^"]*"', "", before)


def test_the_wheel_with_control_looks_closer_and_without_it_scrolls_the_page(page: Page) -> None:
    page.locator("[data-canvas]").hover(position={"x": 400, "y": 60})
    page.mouse.wheel(0, -200)
    expect(says(page)).to_be_empty()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    expect(says(page)).to_contain_text("of 2,000 events")


def test_a_range_is_chosen_by_dragging_told_to_the_page_and_looked_at(page: Page) -> None:
    page.evaluate("document.addEventListener('drawn-timeline:range', (event) => { window.chosen = event.detail })")
    drag(page, 300, 500)
    expect(says(page)).to_contain_text("Chosen: ")
    chosen = page.evaluate("window.chosen")
    assert "2026-11-10T00:00:00Z" < chosen["from"] < chosen["to"] < "2026-11-13T00:00:00Z"
    count = seen(page)
    page.get_by_role("button", name="Look at it").click()
    expect(says(page)).not_to_contain_text("Chosen")
    assert seen(page) == count


def test_dragging_moves_along_once_closer(page: Page) -> None:
    page.get_by_role("button", name="Closer").click()
    expect(says(page)).to_contain_text("of 2,000 events")
    before = says(page).inner_text()
    drag(page, 500, 300)
    expect(says(page)).not_to_have_text(before)
    expect(says(page)).not_to_contain_text("Chosen")


def test_lanes_kinds_and_stars_narrow_what_is_drawn(page: Page) -> None:
    page.get_by_role("button", name="Signals", exact=True).click()
    expect(says(page)).to_contain_text("of 2,000 events")
    without_signals = seen(page)
    expect(page.get_by_role("list", name="Signals")).to_have_count(0)
    page.get_by_label("Kind of event").select_option("Action")
    expect(says(page)).not_to_contain_text(f"{without_signals:,} of")
    page.get_by_role("button", name="Only starred").click()
    expect(page.locator(".dens")).to_have_count(0)
    page.get_by_role("button", name="All of it").click()
    expect(page.get_by_role("list", name="Signals")).to_have_count(1)


def test_lanes_can_be_turned_to_sources(page: Page) -> None:
    page.get_by_role("button", name="By source").click()
    expect(page.get_by_role("list", name="Alertmanager")).to_have_count(1)
    expect(page.get_by_role("button", name="By source")).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_walks_every_event_and_shows_its_words(page: Page) -> None:
    page.locator("[data-canvas]").focus()
    page.keyboard.press("Tab")
    assert page.locator('.mark [tabindex="0"]').count() == 1
    first = focused(page)
    page.keyboard.press("ArrowRight")
    second = focused(page)
    assert first != second
    expect(page.locator(".drawn-tip")).to_have_text(second)
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert page.locator(".mark:focus-within, .mark:focus").get_attribute("data-i") == "1999"


def test_keys_look_closer_around_the_event_in_hand(page: Page) -> None:
    page.locator("[data-canvas]").focus()
    page.keyboard.press("Tab")
    held = focused(page)
    for _ in range(4):
        page.keyboard.press("+")
    expect(says(page)).to_contain_text("of 2,000 events")
    assert focused(page) == held
    page.keyboard.press("0")
    expect(says(page)).to_be_empty()
    assert focused(page) == held


def test_a_range_is_chosen_by_keys(page: Page) -> None:
    page.locator("[data-canvas]").focus()
    for key in ("Tab", "[", "PageDown", "]"):
        page.keyboard.press(key)
    expect(says(page)).to_contain_text("Chosen: ")
    page.keyboard.press("Escape")
    expect(says(page)).to_be_empty()


def test_enter_leads_to_the_row_of_the_event(page: Page) -> None:
    page.locator("[data-canvas]").focus()
    page.keyboard.press("Tab")
    index = int(page.locator(".mark:focus-within").get_attribute("data-i") or -1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-rows] tr").nth(index)).to_be_focused()


def test_enter_leads_to_the_event_on_the_page_where_it_is_told(page: Page) -> None:
    page.locator("[data-canvas]").focus()
    page.keyboard.press("Tab")
    href = page.evaluate("document.activeElement.getAttribute('href')")
    page.evaluate("(id) => document.body.append(Object.assign(document.createElement('p'), { id }))", href[1:])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(href) + "$"))


def test_two_fingers_look_closer_on_a_phone(chromium: Browser, own_server: LiveServer) -> None:
    context = chromium.new_context(base_url=own_server.url, viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("/design/timelines/?only=two-thousand")
    session = context.new_cdp_session(page)
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    y = box["y"] + 60
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 90), ("touchMove", 120)):
        points = [{"x": box["x"] + 160 - apart / 2, "y": y, "id": 0}, {"x": box["x"] + 160 + apart / 2, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(says(page)).to_contain_text("of 2,000 events")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_without_script_there_are_the_drawing_and_the_table_and_no_dead_tools(chromium: Browser, own_server: LiveServer) -> None:
    context = chromium.new_context(base_url=own_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/design/timelines/?only=afternoon")
    expect(page.get_by_role("list", name="Signals")).to_contain_text("First failed")
    expect(page.locator(".drawn-tools")).to_be_hidden()
    page.get_by_text("Read it as a table, 15 events").click()
    expect(page.get_by_role("row", name=re.compile("Payment provider is failing"))).to_contain_text("16 min")
    context.close()
