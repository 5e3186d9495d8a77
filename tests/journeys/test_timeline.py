"""A timeline is put together by keyboard, by two people at once, and nothing that one of them wrote is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE, Demonstration, is_wider_than_its_screen, sign_in, violations


@pytest.fixture
def page(signed_in: Page, demonstration: Demonstration) -> Page:
    """The timeline of an incident, open."""
    signed_in.goto(f"{demonstration.url}/incidents/INC-5/timeline/")
    return signed_in


@pytest.fixture
def other(browser: Browser, demonstration: Demonstration) -> Iterator[Page]:
    """The same timeline, open before somebody else."""
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in(page, demonstration, role="member")
        page.goto(f"{demonstration.url}/incidents/INC-5/timeline/")
        yield page


def add(page: Page, line: str) -> None:
    page.keyboard.press("a")
    page.keyboard.type(line)
    expect(page.locator("#reads-as")).to_contain_text("Reads as")
    page.keyboard.press("Enter")
    expect(page.locator(".ev.sel .txt")).to_have_text(line.split(" ", 1)[1])
    page.keyboard.press("Escape")


def test_an_event_is_added_edited_starred_removed_and_put_back_by_keys(page: Page) -> None:
    events = page.locator(".ev")
    before = events.count()
    add(page, "03:05 saw 503s from the payment provider")
    expect(events).to_have_count(before + 1)
    page.keyboard.press("e")
    page.locator("[data-edit-form] textarea").fill("Saw errors from the payment provider")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ev.sel .txt")).to_have_text("Saw errors from the payment provider")
    page.keyboard.press("s")
    expect(page.locator(".ev.sel button[aria-pressed=true]")).to_have_count(1)
    page.keyboard.press("Delete")
    expect(events).to_have_count(before)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(events).to_have_count(before + 1)
    expect(events.filter(has_text="Saw errors from the payment provider")).to_have_count(1)
    assert violations(page) == []


def test_many_events_are_chosen_and_made_one(page: Page) -> None:
    add(page, "03:11 alert fired")
    add(page, "03:12 alert fired again")
    events = page.locator(".ev")
    before = events.count()
    for text in ("alert fired", "alert fired again"):
        page.locator(".ev", has=page.get_by_text(text, exact=True)).get_by_label("Choose").check()
    page.get_by_role("button", name="Merge into one").click()
    expect(events).to_have_count(before - 1)
    page.keyboard.press("u")
    expect(events).to_have_count(before)


def test_what_one_person_does_the_other_sees_without_reloading(page: Page, other: Page) -> None:
    add(page, "03:21 first seen by both")
    theirs = other.locator(".ev", has=other.get_by_text("first seen by both", exact=True))
    expect(theirs).to_have_count(1)
    expect(page.locator("live-people")).to_contain_text("is here")
    theirs.get_by_role("link", name="Edit").click()
    other.locator("[data-edit-form] textarea").focus()
    expect(page.locator(".ev", has=page.get_by_text("first seen by both", exact=True))).to_contain_text("is editing this")
    other.keyboard.press("Escape")


def test_two_people_who_edit_the_same_event_both_learn_of_it(page: Page, other: Page) -> None:
    add(page, "03:31 the pool was full")
    theirs = other.locator(".ev", has=other.get_by_text("the pool was full", exact=True))
    theirs.get_by_role("link", name="Edit").click()
    other.locator("[data-edit-form] textarea").fill("The pool of seats was full")
    page.keyboard.press("e")
    page.locator("[data-edit-form] textarea").fill("The pool had 400 of 400 in use")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ev", has_text="400 of 400")).to_have_count(1)
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("Somebody else changed this event meanwhile")).to_be_visible()
    expect(other.locator("[data-edit-form] textarea")).to_have_value("The pool of seats was full")
    other.get_by_role("button", name="Save").click()
    expect(page.locator(".ev", has=page.get_by_text("The pool of seats was full", exact=True))).to_have_count(1)


def test_the_timeline_fits_a_phone(browser: Browser, demonstration: Demonstration) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in(page, demonstration, role="facilitator")
        for path in ("", "history/", "aside/"):
            page.goto(f"{demonstration.url}/incidents/INC-5/timeline/{path}")
            assert not is_wider_than_its_screen(page)
            assert violations(page) == []
