"""Two people have one timeline open: each sees that the other is there, and hears of what changes."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE, Demonstration, sign_in

TIMELINE = "/incidents/INC-1/timeline/history/"  # a page without a room of its own
LISTEN = """room => {
    window.heard = [];
    for (const kind of ["notice", "presence", "out"]) {
        document.addEventListener(`live:${kind}`, event => window.heard.push([kind, event.detail]));
    }
    const people = document.createElement("live-people");
    people.setAttribute("room", room);
    const form = document.createElement("div");
    form.innerHTML = '<p data-live-editing="event-17"><input aria-label="Text of an event"></p>';
    const live = document.createElement("live-room");
    live.setAttribute("name", room);
    document.body.append(people, form, live);
}"""


def open_timeline(page: Page, demonstration: Demonstration, room: str) -> None:
    page.goto(f"{demonstration.url}{TIMELINE}")
    page.evaluate(LISTEN, room)


def test_two_pages_see_each_other_and_what_each_is_doing(browser: Browser, demonstration: Demonstration) -> None:
    room = "timeline:1"
    with browser.new_context() as one, browser.new_context() as other:
        for context in (one, other):
            context.set_default_timeout(PATIENCE)
        ours, theirs = one.new_page(), other.new_page()
        problems: list[str] = []
        ours.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        sign_in(ours, demonstration, role="facilitator")
        sign_in(theirs, demonstration, role="member")
        open_timeline(ours, demonstration, room)
        open_timeline(theirs, demonstration, room)
        people = ours.locator("live-people li")
        expect(people).to_have_count(2)
        expect(people.filter(has_text="is here")).to_have_count(2)
        theirs.get_by_label("Text of an event").focus()
        expect(people.filter(has_text="is editing")).to_have_count(1)
        theirs.close()
        expect(people).to_have_count(1)
        assert [text for text in problems if re.search("Content.Security|WebSocket|live", text)] == []


def test_a_page_comes_back_after_the_line_was_cut(browser: Browser, demonstration: Demonstration) -> None:
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in(page, demonstration, role="facilitator")
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        open_timeline(page, demonstration, "timeline:1")
        expect(page.locator("live-people li")).to_have_count(1)
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")  # the page lets go of its socket
        page.evaluate("window.dispatchEvent(new Event('online'))")
        while len(sockets) < 2:
            page.wait_for_timeout(50)
        expect(page.locator("live-people li")).to_have_count(1)
        assert {socket.rpartition("/live")[2] for socket in sockets} == {"/"}


def test_a_room_that_is_closed_to_somebody_says_nothing(browser: Browser, demonstration: Demonstration) -> None:
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in(page, demonstration, role="viewer")
        open_timeline(page, demonstration, "timeline:999999")
        while not any(kind == "out" for kind, _ in page.evaluate("window.heard")):
            page.wait_for_timeout(50)
        expect(page.locator("live-people li")).to_have_count(0)
