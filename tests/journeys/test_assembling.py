"""What connected systems sent becomes a timeline, and who wrote in it a participant; also without a script."""

import time
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE, Demonstration, is_wider_than_its_screen, sign_in, violations

INCIDENT = "INC-3"
NOON = 1741600800000  # milliseconds; far from the incidents of the demonstration, so that the window has to be opened


@pytest.fixture
def page(browser: Browser, demonstration: Demonstration) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in(page, demonstration, role="administrator")
        yield page


def hook_of_a_new_connection(page: Page, demonstration: Demonstration, name: str) -> str:
    page.goto(f"{demonstration.url}/connections/new/?source=mattermost")
    page.get_by_label("What to call it").fill(name)
    page.get_by_role("button", name="Make the connection").click()
    return page.locator("code.secret").first.inner_text().strip()


def write(page: Page, hook: str, who: str, text: str, *, minute: int) -> None:
    """Send what a chat sends when somebody writes."""
    said = {
        "channel_id": "c1",
        "channel_name": "incident",
        "team_domain": "company",
        "post_id": uuid.uuid4().hex,
        "timestamp": NOON + minute * 60_000,
        "user_id": who,
        "user_name": who,
        "text": text,
    }
    assert page.request.post(hook, data=said).ok


def wait_for_the_inbox(page: Page, demonstration: Demonstration, words: str, *, number: int) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        page.goto(f"{demonstration.url}/inbox/?q={words}")
        if page.locator("tbody tr").count() == number:
            return
    raise AssertionError(f"{number} events with {words} did not reach the inbox")


def test_evidence_is_chosen_taken_and_given_back_and_who_wrote_becomes_a_participant(page: Page, demonstration: Demonstration) -> None:
    hook = hook_of_a_new_connection(page, demonstration, "Chat of the engineers")
    handle = demonstration.accounts["member"][0].partition("@")[0]
    write(page, hook, handle, "quokka: the pool of the replica is full", minute=1)
    write(page, hook, "somebody.else", "quokka: lunch anybody?", minute=2)
    wait_for_the_inbox(page, demonstration, "quokka", number=2)

    page.goto(f"{demonstration.url}/incidents/{INCIDENT}/timeline/")
    page.get_by_role("link", name="Take from the inbox").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing in the inbox would be added")
    page.locator("#id_since").fill("2025-03-10 09:00")
    page.locator("#id_until").fill("2025-03-10 13:00")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 events in the inbox would be added")
    assert "since=2025-03-10" in page.url
    assert violations(page) == []

    page.get_by_label("quokka: lunch anybody?").uncheck()
    page.get_by_role("button", name="Take 1 event").click()
    expect(page.get_by_text("1 taken into the timeline")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 event in the inbox would be added")

    page.get_by_role("link", name="See the timeline").click()
    event = page.locator(".ev", has_text="the pool of the replica is full")
    expect(event.locator(".person .avatar")).to_be_visible()
    asked = page.locator("details.asked", has_text="add them as a participant?")
    expect(asked.locator("summary")).to_contain_text("wrote in this timeline")
    page.set_viewport_size({"width": 360, "height": 800})
    assert not is_wider_than_its_screen(page)
    assert violations(page) == []
    asked.get_by_role("combobox").select_option(label="Communicator")
    asked.locator("button[name=add]").click()
    expect(page.get_by_text("is a participant now.")).to_be_visible()
    expect(asked).to_have_count(0)
    page.goto(f"{demonstration.url}/incidents/{INCIDENT}/timeline/history/")
    expect(page.locator("main")).to_contain_text("Chat of the engineers")


def test_assembling_needs_no_script(browser: Browser, page: Page, demonstration: Demonstration) -> None:
    hook = hook_of_a_new_connection(page, demonstration, "Chat of support")
    write(page, hook, "somebody.else", "wombat: customers see an empty basket", minute=200)
    wait_for_the_inbox(page, demonstration, "wombat", number=1)
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE)
        plain = context.new_page()
        sign_in(plain, demonstration, role="member")
        plain.goto(f"{demonstration.url}/incidents/{INCIDENT}/timeline/assemble/?since=2025-03-10+13:01&until=")
        plain.get_by_role("button", name="Take 1 event").click()
        expect(plain.get_by_text("1 taken into the timeline")).to_be_visible()
        plain.get_by_role("button", name="Undo").click()
        expect(plain.get_by_text("The events are taken out again.")).to_be_visible()
        expect(plain.get_by_role("heading", level=1)).to_have_text("1 event in the inbox would be added")
