"""Noting what happens from a phone whose network comes and goes."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import Demonstration, is_wider_than_its_screen, violations


@pytest.fixture
def note_page(signed_in: Page, demonstration: Demonstration) -> Page:
    """The page for notes of an incident that goes on, on a small phone."""
    signed_in.set_viewport_size({"width": 360, "height": 740})
    signed_in.goto(f"{demonstration.url}/note/")
    signed_in.locator(".note-choices a").first.click()
    expect(signed_in.get_by_label("What happens?")).to_be_focused()
    return signed_in


def test_the_page_fits_a_phone_and_everybody(note_page: Page) -> None:
    assert not is_wider_than_its_screen(note_page)
    assert violations(note_page) == []


def test_notes_without_a_network_are_kept_and_sent_once(note_page: Page, context: BrowserContext) -> None:
    field = note_page.get_by_label("What happens?")
    context.set_offline(True)
    for words in ("the first without a network", "the second without a network"):
        field.fill(words)
        field.press("Enter")
    expect(note_page.get_by_text("2 notes wait for the network.")).to_be_visible()
    field.fill("not added yet")
    context.set_offline(False)
    expect(note_page.get_by_text("Added.")).to_be_visible()
    shown = note_page.locator("[data-newest] li")
    expect(shown.filter(has_text="without a network")).to_have_count(2)
    expect(shown.first).to_contain_text("the second")
    note_page.reload()
    expect(field).to_have_value("not added yet")
    expect(shown.filter(has_text="without a network")).to_have_count(2)


def test_notes_wait_until_somebody_is_signed_in_again(note_page: Page, context: BrowserContext) -> None:
    cookies = context.cookies()
    context.clear_cookies()
    note_page.get_by_label("What happens?").fill("while signed out")
    note_page.get_by_label("Decided").check()
    note_page.get_by_role("button", name="Add", exact=True).click()
    expect(note_page.get_by_text("1 note waits: you are not signed in any more")).to_be_visible()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    note_page.reload()
    expect(note_page.locator("[data-newest] li").first).to_contain_text("while signed out")
    expect(note_page.locator("[data-newest] li").first).to_contain_text("Decision")
