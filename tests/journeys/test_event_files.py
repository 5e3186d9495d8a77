"""Pictures on events: pasted onto the selected one, dropped onto a row, seen large, described, and taken off again."""

import base64
from secrets import token_hex

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import PATIENCE, Demonstration, is_wider_than_its_screen, sign_in, violations
from tests.sample_files import HTML, LOG, picture

GIVE = """([selector, how, files]) => {
  const given = new DataTransfer();
  for (const [name, type, content] of files) {
    given.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }));
  }
  const target = selector ? document.querySelector(selector) : document.body;
  const how_it_comes = { bubbles: true, cancelable: true };
  if (how === "paste") target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, ...how_it_comes }));
  else for (const name of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(name, { dataTransfer: given, ...how_it_comes }));
  }
}"""


def give(page: Page, selector: str, how: str, *files: tuple[str, str, bytes]) -> None:
    """Paste or drop files, as a person would from the clipboard or a folder."""
    page.evaluate(GIVE, [selector, how, [[name, kind, base64.b64encode(content).decode()] for name, kind, content in files]])


@pytest.fixture
def row(signed_in: Page, demonstration: Demonstration) -> Locator:
    """An event of its own on a timeline."""
    signed_in.goto(f"{demonstration.url}/incidents/INC-2/timeline/")
    text = f"Somebody looked at graph {token_hex(4)}"
    signed_in.locator("#quick").fill(text)
    signed_in.keyboard.press("Enter")
    one = signed_in.locator(".ev", has_text=text)
    expect(one).to_be_visible()
    return signed_in.locator(f"#{one.get_attribute('id')}")


def test_a_picture_is_pasted_onto_the_selected_event_seen_large_described_and_taken_off_again(row: Locator) -> None:
    timeline = row.page
    row.locator(".txt").click()
    give(timeline, "", "paste", ("image.png", "image/png", picture(size=(800, 500))))
    expect(row.locator(".thumb img")).to_be_visible()
    assert row.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 480

    row.locator(".thumb").click()
    large = timeline.locator("dialog.picture-dialog img")
    expect(large).to_be_visible()
    assert large.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
    assert violations(timeline) == []
    timeline.keyboard.press("Escape")
    expect(timeline.locator("dialog.picture-dialog")).to_have_count(0)

    row.locator("a[data-edit]").click()
    row.get_by_label("What pasted-").fill("Errors climb at 14:02")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_alt_text("Errors climb at 14:02")).to_be_visible()

    row.locator(".txt").click()
    timeline.keyboard.press("u")
    expect(row.get_by_alt_text("pasted-")).to_be_visible()
    timeline.keyboard.press("u")
    expect(row.locator(".thumb")).to_have_count(0)


def test_of_dropped_files_those_that_are_taken_are_there_and_the_other_is_named_with_the_reason(row: Locator) -> None:
    timeline = row.page
    give(timeline, f"#{row.get_attribute('id')} .txt", "drop", ("server.log", "text/plain", LOG), ("photo.jpg", "image/jpeg", HTML))
    expect(row.get_by_role("link", name="server.log")).to_be_visible()
    expect(timeline.locator("#toasts")).to_contain_text("“photo.jpg” was not added: it is a web page")
    with timeline.expect_download(timeout=PATIENCE) as download:
        row.get_by_role("link", name="server.log").click()
    assert download.value.suggested_filename == "server.log"


def test_files_wait_under_the_line_and_go_with_the_new_event(row: Locator) -> None:
    timeline = row.page
    timeline.locator("#quick").click()
    give(timeline, "#quick", "paste", ("image.png", "image/png", picture(colour=(1, 2, 3))))
    expect(timeline.locator("[data-tray] .chip")).to_contain_text("pasted-")
    timeline.keyboard.press("Enter")
    expect(timeline.locator("#reads-as")).to_contain_text("Write what happened")
    timeline.locator("#quick").fill("With a picture")
    timeline.keyboard.press("Enter")
    expect(timeline.locator(".ev", has_text="With a picture").locator("img")).to_be_visible()
    expect(timeline.locator("[data-tray]")).to_be_hidden()


def test_without_script_the_form_of_an_event_takes_files(browser: Browser, demonstration: Demonstration) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demonstration, role="facilitator")
    page.goto(f"{demonstration.url}/incidents/INC-3/timeline/")
    page.locator("a[data-edit]").first.click()
    page.locator("input[type=file]").set_input_files({"name": "graph.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_alt_text("graph.png")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_event_with_files_has_no_accessibility_finding_and_fits_a_telephone(
    browser: Browser, row: Locator, demonstration: Demonstration, scheme: str
) -> None:
    timeline = row.page
    row.locator(".txt").click()
    name = "a-rather-long-name-of-a-log-that-nobody-would-like-to-type-again-2026-05-08-14-02.log"
    give(timeline, "", "paste", (name, "text/plain", LOG), ("wide.png", "image/png", picture(size=(2000, 300))))
    expect(row.locator(".thumb")).to_be_visible()
    edit = row.locator("a[data-edit]").get_attribute("href") or ""
    context = browser.new_context(
        storage_state=timeline.context.storage_state(),
        viewport={"width": 360, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for path in ("/incidents/INC-2/timeline/", edit):
        page.goto(f"{demonstration.url}{path}")
        expect(page.locator(".thumb").last).to_be_visible()
        assert violations(page) == []
        assert not is_wider_than_its_screen(page), path
    context.close()
