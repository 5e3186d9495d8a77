"""Who gets in, who is put out, and what happens to whoever does not keep to measure."""

import asyncio
import contextlib

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.live.conftest import Library, web
from tests.live.tab import Tab

WRONG = (
    "",
    "{",
    "[]",
    "null",
    "[" * 4000,
    '{"do": "dance"}',
    '{"do": "enter"}',
    '{"do": "enter", "room": 7}',
    '{"do": "enter", "room": ""}',
    '{"do": "enter", "room": "timeline:1", "since": -1}',
    '{"do": "enter", "room": "timeline:1", "since": "12"}',
    '{"do": "enter", "room": "timeline:1", "since": true}',
    '{"do": "enter", "room": "timeline:1", "since": 99999999999999999999}',
    '{"do": "edit", "room": "timeline:1", "editing": null}',
    '{"do": "edit", "room": "timeline:1", "editing": "\\u0000"}',
    '{"do": "edit", "room": "timeline:1", "editing": "\\ud800"}',
)


def test_a_room_is_refused_in_the_same_way_whether_it_is_closed_or_does_not_exist(library: Library) -> None:
    async def walk() -> None:
        ada, ines = library.person(), library.person("Ines")
        closed = library.room()
        library.teller.restrict_to(closed, [ines.id])
        async with library.tab(ada) as tab:
            for room in (
                closed,
                "timeline:999999999",
                "timeline:x",
                "timeline:9" + "9" * 70,
                "unheard-of:1",
                "timeline",
                "timeline:1' OR 1=1",
            ):
                await tab.say(do="enter", room=room)
                assert await tab.hear("refused") == {"is": "refused", "room": room}
            library.teller.tell(closed, "secret")
            await tab.enter(library.room())
            assert tab.notices(closed) == []
        async with library.tab(ines) as tab:
            await tab.enter(closed)

    asyncio.run(walk())


def test_a_page_of_another_site_is_turned_away(library: Library) -> None:
    async def walk() -> None:
        ada = library.person()
        for origin in ("https://evil.example", "http://127.0.0.1:1", "null", None):
            with pytest.raises(InvalidStatus) as refused:
                async with Tab(library.web.url, session=ada.session, origin=origin):
                    pass
            assert refused.value.response.status_code == 403

    asyncio.run(walk())


def test_a_host_that_is_not_ours_is_turned_away(library: Library) -> None:
    async def walk() -> None:
        ada, port = library.person(), library.web.url.rpartition(":")[2]
        with pytest.raises(InvalidStatus):
            await connect(
                f"ws://evil.example:{port}/live/",
                host="127.0.0.1",
                origin=f"http://evil.example:{port}",  # type: ignore[arg-type]
                additional_headers={"Cookie": f"sessionid={ada.session}"},
            )

    asyncio.run(walk())


def test_there_is_one_address_for_sockets(library: Library) -> None:
    async def walk() -> None:
        with pytest.raises(InvalidStatus):
            async with Tab(library.web.url, session=library.person().session, path="/"):
                pass

    asyncio.run(walk())


def test_whoever_is_not_signed_in_is_told_so_and_let_go(library: Library) -> None:
    async def walk() -> None:
        for session in (None, "x" * 32, "'; --"):
            async with Tab(library.web.url, session=session) as tab:
                assert await tab.closed() == 4401

    asyncio.run(walk())


def test_the_socket_ends_with_the_session(library: Library) -> None:
    async def walk() -> None:
        ada, room = library.person(), library.room()
        async with library.tab(ada) as tab:
            await tab.enter(room)
            library.teller.end_session(ada.session)
            library.teller.tell(room, "after signing out")
            assert await tab.closed() == 4401
            assert tab.notices(room) == []

    asyncio.run(walk())


def test_the_sockets_of_a_closed_account_end(library: Library) -> None:
    async def walk() -> None:
        ada, room = library.person(), library.room()
        async with library.tab(ada) as tab, library.tab(ada, web=library.other_web) as other:
            await tab.enter(room)
            await other.enter(room)
            library.teller.close_account(ada.id)
            library.teller.tell(room, "after the account was closed")
            assert [await tab.closed(), await other.closed()] == [4401, 4401]
            assert (tab.notices(room), other.notices(room)) == ([], [])

    asyncio.run(walk())


def test_whoever_may_no_longer_see_an_incident_is_put_out_at_once(library: Library) -> None:
    async def walk() -> None:
        ada, ines = library.person("Ada"), library.person("Ines")
        room, other_room = library.room(), library.room()
        async with library.tab(ada) as tab, library.tab(ines, web=library.other_web) as other:
            for one in (tab, other):
                await one.enter(room)
                await one.enter(other_room)
            await other.hear_people(room, ada.name, ines.name)
            library.teller.restrict_to(room, [ines.id])
            library.teller.tell(room, "secret")
            library.teller.tell(other_room, "open")
            await tab.hear("out", room=room)
            library.teller.tell(other_room, "still open")
            await tab.hear("notice", room=other_room, kind="still open")
            assert tab.notices(room) == []
            assert tab.notices(other_room) == ["open", "still open"]
            await other.hear("notice", kind="secret")
            await other.hear_people(room, ines.name)

    asyncio.run(walk())


def test_whoever_sends_too_much_too_fast_is_let_go(library: Library) -> None:
    async def walk() -> None:
        async with library.tab(library.person()) as tab:
            with contextlib.suppress(ConnectionClosed):
                for _ in range(500):
                    await tab.socket.send('{"do": "pong"}')
            assert await tab.closed() in {4429, 1006}  # the word is lost where more arrives after the end, and the network resets

    asyncio.run(walk())


def test_too_large_a_message_ends_the_socket(library: Library) -> None:
    async def walk() -> None:
        async with library.tab(library.person()) as tab:
            await tab.socket.send("x" * 1_000_000)
            assert await tab.closed() == 1009

    asyncio.run(walk())


def test_bytes_end_the_socket_as_long_as_no_room_carries_documents(library: Library) -> None:
    async def walk() -> None:
        async with library.tab(library.person()) as tab:
            await tab.socket.send(b"\x00\x01\xff")
            assert await tab.closed() == 1003

    asyncio.run(walk())


def test_a_wrong_message_ends_the_socket_and_leaves_no_traceback(library: Library) -> None:
    async def walk() -> None:
        ada = library.person()
        for message in WRONG:
            async with library.tab(ada) as tab:
                await tab.socket.send(message)
                assert (message[:80], await tab.closed()) == (message[:80], 4400)

    asyncio.run(walk())
    assert "Traceback" not in library.web.log.read_text()


def test_a_person_has_so_many_sockets_and_no_more(library: Library) -> None:
    async def walk() -> None:
        ada = library.person()
        tabs = [library.tab(ada) for _ in range(30)]
        for tab in tabs:
            await tab.__aenter__()
        async with library.tab(ada) as one_more:
            assert await one_more.closed() == 4430
        async with library.tab(library.person()) as another:
            await another.enter(library.room())
        for tab in tabs:
            await tab.__aexit__()

    asyncio.run(walk())


def test_a_page_has_so_many_rooms_and_no_more(library: Library) -> None:
    async def walk() -> None:
        async with library.tab(library.person()) as tab:
            for _ in range(8):
                await tab.enter(library.room())
            await tab.say(do="enter", room=(room := library.room()))
            await tab.hear("refused", room=room)

    asyncio.run(walk())


def test_a_page_that_does_not_read_is_let_go_and_holds_up_nobody(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        slow = Tab(library.web.url, session=library.person("Slow").session, max_queue=1, close_timeout=1)
        async with library.tab(library.person("Quick")) as quick, slow:
            await quick.enter(room)
            await slow.say(do="enter", room=room)
            await quick.hear("presence")
            for _ in range(60):
                library.teller.tell(room, "page", times=50, padding=3900)
                await quick.hear("notice", payload={"number": 49, "padding": "x" * 3900})
            assert len(quick.notices(room)) == 3000
            assert await slow.closed() in (1006, 1013)
            assert len(slow.notices(room)) < 3000

    asyncio.run(walk())
    assert "Traceback" not in library.web.log.read_text()


def test_a_stop_ends_open_sockets_and_takes_presence_away(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        ada, ines = library.person("Ada"), library.person("Ines")
        log = library.folder / "stopped-log"
        with web(library.environment, log) as third:
            async with library.tab(ada) as stays:
                await stays.enter(room)
                tabs = [library.tab(ines, web=third) for _ in range(20)]
                for tab in tabs:
                    await tab.__aenter__()
                    await tab.enter(room)
                await stays.hear_people(room, ada.name, ines.name)
                said = await asyncio.to_thread(third.stop)
                assert third.process.returncode == 0
                assert (
                    "refused" not in said
                )  # nothing was killed after it would not stop; what the runtime of the server says at its end is no matter
                assert {await tab.closed() for tab in tabs} <= {1001, 1005, 1006, 1012}
                await stays.hear_people(room, ada.name)

    asyncio.run(walk())
