"""Evidence comes to a timeline: files are dropped, looked at, taken, and taken out again."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Demonstration, is_wider_than_its_screen, sign_in, violations

NOTES = "14:02 UTC: the depot says that parcels stand still\n14:10 UTC: somebody restarts the scale\n14:41 UTC: parcels move again\n"
TABLE = "When,What,Who\n{since}:30,The queue grows,Ada Keller\n{since}:45,The queue is drained,Noor Haddad\n"
DROP = """([selector, files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const place = document.querySelector(selector);
  for (const type of ["dragenter", "dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


def timeline_of_an_incident(page: Page, demonstration: Demonstration) -> str:
    page.goto(f"{demonstration.url}/incidents/")
    page.locator("main a[href*='/incidents/INC-']").first.click()
    page.wait_for_url("**/incidents/INC-*/**")
    key = page.url.split("/incidents/")[1].split("/")[0]
    return f"{demonstration.url}/incidents/{key}/timeline/"


def since_of(page: Page) -> str:
    """The beginning of the window that is offered, as a day and a time."""
    return page.locator("#id_since").input_value()


def test_files_are_dropped_looked_at_chosen_from_taken_and_undone(signed_in: Page, demonstration: Demonstration) -> None:
    timeline = timeline_of_an_incident(signed_in, demonstration)
    signed_in.goto(f"{timeline}import/")
    since = since_of(signed_in)
    notes = "".join(f"{since[:10]} {line}\n" for line in NOTES.splitlines())
    for side in ("since", "until"):
        signed_in.locator(f"#id_{side}").fill("")
    assert violations(signed_in) == []
    signed_in.evaluate(DROP, ["main", [["notes.txt", notes], ["table.csv", TABLE.format(since=since)], ["torn.json", '{"alerts": [']]])
    expect(signed_in.get_by_role("heading", name="5 events would be added")).to_be_visible()
    expect(signed_in.get_by_text("Not read: It is not whole JSON")).to_be_visible()
    expect(signed_in.get_by_text("2 events state their time without a zone")).to_be_visible()
    assert violations(signed_in) == []
    signed_in.get_by_role("checkbox", name="somebody restarts the scale").uncheck()
    signed_in.get_by_role("button", name="Take 4 events").click()
    expect(signed_in.get_by_role("heading", name="4 events put into the timeline")).to_be_visible()
    signed_in.goto(timeline)
    expect(signed_in.get_by_text("the depot says that parcels stand still")).to_be_visible()
    expect(signed_in.get_by_text("somebody restarts the scale")).to_have_count(0)
    signed_in.go_back()
    signed_in.get_by_role("button", name="Undo").click()
    expect(signed_in.get_by_role("heading", name="The events are taken out again")).to_be_visible()
    signed_in.goto(timeline)
    expect(signed_in.get_by_text("the depot says that parcels stand still")).to_have_count(0)


def test_the_columns_of_a_table_are_named_with_a_look_at_what_comes_of_it(signed_in: Page, demonstration: Demonstration) -> None:
    timeline = timeline_of_an_incident(signed_in, demonstration)
    signed_in.goto(f"{timeline}import/")
    table = TABLE.format(since=since_of(signed_in))
    signed_in.goto(timeline)
    signed_in.evaluate(DROP, [".bring", [["table.csv", table]]])
    expect(signed_in.get_by_role("heading", name="2 events would be added")).to_be_visible()
    signed_in.get_by_text("Read it differently").click()
    signed_in.get_by_label("What happened").select_option("Who")
    expect(signed_in.locator(".import-sample")).to_contain_text("Noor Haddad Noor Haddad")
    signed_in.get_by_role("button", name="Look again").click()
    expect(signed_in.get_by_role("checkbox", name="Noor Haddad")).to_be_visible()
    signed_in.set_viewport_size({"width": 360, "height": 740})
    assert not is_wider_than_its_screen(signed_in)
    signed_in.get_by_role("button", name="Forget this upload").click()
    expect(signed_in.get_by_role("heading", name="Bring evidence")).to_be_visible()


def test_bringing_evidence_needs_no_script(browser: object, demonstration: Demonstration, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, demonstration, role="facilitator")
    timeline = timeline_of_an_incident(page, demonstration)
    page.goto(timeline)
    page.get_by_role("link", name="Bring evidence").click()
    source = tmp_path / "notes.txt"
    source.write_text("".join(f"{since_of(page)[:10]} {line}\n" for line in NOTES.splitlines()))
    for side in ("since", "until"):
        page.locator(f"#id_{side}").fill("")
    page.locator("input[type=file]").set_input_files(source)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("checkbox", name="parcels move again").uncheck()
    page.get_by_role("button", name="Take 3 events").click()
    expect(page.get_by_role("heading", name="2 events put into the timeline")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="The events are taken out again")).to_be_visible()
    context.close()
