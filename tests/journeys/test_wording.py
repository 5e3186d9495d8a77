"""While somebody writes, wordings to look at stand below the field: offered, never in the way."""

from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.conftest import Demonstration, is_wider_than_its_screen, sign_in, violations

WRITTEN = "🚒 It was human error. Why did you push that change to production?"


def report_of(page: Page, demonstration: Demonstration) -> None:
    page.goto(f"{demonstration.url}/incidents/INC-1/report/edit/")


def test_a_better_question_is_put_in_place_by_keyboard_and_undone(signed_in: Page, demonstration: Demonstration) -> None:
    report_of(signed_in, demonstration)
    field = signed_in.get_by_label("What happened", exact=True)
    field.fill(WRITTEN)
    wordings = signed_in.get_by_role("region", name="Wording of What happened")
    expect(wordings.locator("mark")).to_have_text(["human error", "Why did you push"])
    expect(signed_in.locator("[data-wording-status]")).to_have_text("2 wordings to look at below What happened")
    wordings.locator("summary").nth(1).press("Enter")
    better = wordings.locator("li[data-part=replacement]").filter(has=signed_in.get_by_role("button", name="Use this")).first
    question = (better.locator("[data-part=words]").text_content() or "").strip()
    better.get_by_role("button", name="Use this").press("Enter")
    expect(field).to_have_value(f"🚒 It was human error. {question}")
    expect(field).to_be_focused()
    expect(wordings.locator("mark")).to_have_text(["human error"])
    signed_in.keyboard.press("Control+z")
    expect(field).to_have_value(WRITTEN)
    expect(wordings.locator("mark")).to_have_count(2)


def test_a_dismissed_wording_stays_away_and_the_others_stay(signed_in: Page, demonstration: Demonstration) -> None:
    report_of(signed_in, demonstration)
    field = signed_in.get_by_label("What happened", exact=True)
    field.fill(WRITTEN)
    wordings = signed_in.get_by_role("region", name="Wording of What happened")
    wordings.get_by_role("button", name="Show it in the text").first.click()
    assert signed_in.evaluate("getSelection().toString()") == "human error"
    wordings.get_by_role("button", name="Dismiss here").first.click()
    expect(wordings.locator("mark")).to_have_text(["Why did you push"])
    expect(wordings.locator("summary")).to_be_focused()
    field.fill(f"{WRITTEN} Then it ended.")
    expect(signed_in.locator("[data-wording-status]")).to_have_text("1 wording to look at below What happened")
    field.fill("The pool ran dry.")
    expect(wordings).to_have_count(0)


def test_each_mark_leads_to_its_explanation(signed_in: Page, demonstration: Demonstration) -> None:
    report_of(signed_in, demonstration)
    signed_in.get_by_label("What happened", exact=True).fill(WRITTEN)
    with signed_in.context.expect_page() as opened:
        signed_in.get_by_role("link", name="Why this mark?").first.click()
    expect(opened.value.locator("#human-error")).to_be_in_viewport()


def test_an_action_item_is_asked_what_it_leaves_open_once_somebody_was_there(signed_in: Page, demonstration: Demonstration) -> None:
    signed_in.goto(f"{demonstration.url}/incidents/INC-1/actions/new/")
    signed_in.get_by_label("What will change").fill("Improve monitoring")
    wordings = signed_in.get_by_role("region", name="Wording of What will change")
    expect(wordings.locator("summary")).to_have_count(1)
    signed_in.get_by_role("combobox", name="Owner").focus()
    signed_in.get_by_label("Due").focus()
    expect(wordings.locator("summary", has_text="Nobody owns it")).to_be_visible()
    signed_in.get_by_role("combobox", name="Owner").fill("Noor Haddad")
    signed_in.get_by_label("Due").fill("2027-01-29")
    signed_in.get_by_label("Done when").fill("A full pool pages within five minutes.")
    signed_in.get_by_label("Done when").blur()
    expect(wordings.locator("summary")).to_have_count(1)


def test_the_wordings_are_accessible_and_fit_light_and_dark_wide_and_narrow(browser: Browser, demonstration: Demonstration) -> None:
    findings: list[str] = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        sign_in(page, demonstration, role="facilitator")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            report_of(page, demonstration)
            page.get_by_label("What happened", exact=True).fill(WRITTEN)
            page.locator(".finding summary").nth(1).click()
            findings += violations(page)
            if is_wider_than_its_screen(page):
                findings.append(f"wider than {width} px")
        context.close()
    assert findings == []


def test_a_report_is_saved_with_every_wording_in_it_and_when_nobody_answers(signed_in: Page, demonstration: Demonstration) -> None:
    asked: list[Request] = []
    signed_in.on("request", lambda request: asked.append(request) if request.url.endswith("/api/lint") else None)
    signed_in.route("**/api/lint", lambda route: route.abort())
    signed_in.goto(f"{demonstration.url}/incidents/INC-2/report/edit/")
    signed_in.get_by_label("What happened", exact=True).fill(WRITTEN)
    signed_in.wait_for_event("requestfailed", lambda request: request.url.endswith("/api/lint"))
    expect(signed_in.locator(".findings")).to_have_count(0)
    signed_in.get_by_role("button", name="Save", exact=True).last.click()
    expect(signed_in.get_by_text("Saved. The summary reads in")).to_be_visible()
    assert asked


def test_without_script_the_form_is_whole_and_nothing_is_shown(browser: Browser, demonstration: Demonstration) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demonstration, role="facilitator")
    report_of(page, demonstration)
    expect(page.get_by_label("What happened", exact=True)).to_be_editable()
    expect(page.locator(".finding")).to_have_count(0)
    context.close()
