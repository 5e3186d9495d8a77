"""The main path of the library: what a team already has comes in, is found again in a moment, and is read."""

import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Demonstration, sign_in

REPORT = """---
severity: Sev-2
date: 2026-03-04
---
# Parcels were weighed as zero at the depot

## Summary
The new scales answered in pounds, and the depot's software read every answer as zero.

## Timeline
All times UTC.

- 08:10 First parcel weighed as zero
- 08:55 The depot calls support
- 09:40 Old scales are connected again

## Root causes
- The unit of a scale was taken for granted, which made a change of supplier dangerous

## Action items
- [ ] Refuse an answer without a unit (owner: Ada Fern, due 2026-04-01)
"""


def test_somebody_finds_a_report_by_keyboard_alone(signed_in: Page, demonstration: Demonstration) -> None:
    signed_in.goto(f"{demonstration.url}/library/")
    signed_in.keyboard.press("/")
    signed_in.keyboard.type("connection po")
    results = signed_in.locator("[data-results] [data-result]")
    expect(signed_in.locator("mark", has_text="pool").first).to_be_visible()
    wanted = results.first.text_content()
    signed_in.keyboard.press("ArrowDown")
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_url("**/incidents/*/report/")
    assert wanted is not None
    expect(signed_in.locator("h1")).to_have_text(wanted.strip())
    expect(signed_in.locator("svg.draw").first).to_be_visible()


def test_ticking_a_filter_narrows_the_results_and_stands_in_the_address(signed_in: Page, demonstration: Demonstration) -> None:
    signed_in.goto(f"{demonstration.url}/library/")
    signed_in.locator("#facets").get_by_label("Marketing").check()
    expect(signed_in.get_by_role("link", name="Kind: Marketing")).to_be_visible()
    assert "kind=marketing" in signed_in.url
    signed_in.reload()
    expect(signed_in.get_by_role("link", name="Kind: Marketing")).to_be_visible()


def test_reading_and_searching_need_no_script(browser: object, demonstration: Demonstration) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, demonstration, role="viewer")
    page.goto(f"{demonstration.url}/library/?q=connection+pool")
    page.locator("[data-result]").first.click()
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    page.goto(f"{demonstration.url}/library/?q=connection")
    page.get_by_role("link", name="Narrow the results").click()
    page.get_by_label("Technical").check()
    page.get_by_role("button", name="Show the reports").click()
    expect(page.get_by_role("link", name="Kind: Technical")).to_be_visible()
    context.close()


def test_a_report_is_uploaded_looked_at_imported_found_and_read(signed_in: Page, demonstration: Demonstration, tmp_path: Path) -> None:
    source = tmp_path / "scales.md"
    source.write_text(REPORT)
    signed_in.goto(f"{demonstration.url}/library/import/")
    signed_in.locator("input[type=file]").set_input_files(source)
    signed_in.get_by_role("button", name="Look at the files").click()
    expect(signed_in.get_by_text("Parcels were weighed as zero at the depot").first).to_be_visible(timeout=60_000)
    signed_in.get_by_role("button", name="Import 1 document").click()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        signed_in.goto(f"{demonstration.url}/library/?q=%22read+every+answer%22")
        if signed_in.locator("[data-result]", has_text="Parcels were weighed").count():
            break
    signed_in.locator("[data-result]", has_text="Parcels were weighed").click()
    expect(signed_in.get_by_text("First parcel weighed as zero").first).to_be_attached()
    expect(signed_in.get_by_text("Refuse an answer without a unit").first).to_be_visible()


def test_the_choice_of_dark_stays(signed_in: Page, demonstration: Demonstration) -> None:
    signed_in.goto(demonstration.url)
    signed_in.locator(".me summary").last.click()
    signed_in.get_by_role("radio", name="Dark").first.check()
    signed_in.reload()
    assert signed_in.evaluate("document.documentElement.dataset.theme") == "dark"
