"""What pages hear in a room: changes and who is there, from whichever process, and what they missed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from tests.live.conftest import Library
from tests.live.tab import Tab


@contextlib.asynccontextmanager
async def inside(library: Library, room: str, *, names: tuple[str, ...]) -> AsyncIterator[list[Tab]]:
    """One page of each of these people, in turn at the one and the other process, all in the room."""
    async with contextlib.AsyncExitStack() as stack:
        tabs = []
        for number, name in enumerate(names):
            web = library.other_web if number % 2 else library.web
            tab = await stack.enter_async_context(library.tab(library.person(name), web=web))
            await tab.enter(room)
            tabs.append(tab)
        yield tabs


def test_a_change_reaches_the_pages_of_both_processes_from_a_third(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        async with inside(library, room, names=("Ada", "Ines")) as tabs:
            library.teller.tell(room, "changed")
            for tab in tabs:
                heard = await tab.hear("notice")
                assert (heard["room"], heard["kind"], heard["payload"]["number"]) == (room, "changed", 0)

    asyncio.run(walk())


def test_a_change_that_is_undone_is_told_nobody(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        async with inside(library, room, names=("Ada",)) as [ada]:
            library.teller.tell_and_undo(room, "undone")
            library.teller.tell(room, "done")
            await ada.hear("notice", kind="done")
            assert ada.notices(room) == ["done"]

    asyncio.run(walk())


def test_what_is_committed_late_is_told_after_what_came_later(library: Library) -> None:
    if library.engine == "sqlite":
        return  # one transaction writes at a time there

    async def walk() -> None:
        room = library.room()
        async with inside(library, room, names=("Ada",)) as [ada]:
            library.teller.begin_to_tell(room, "first")
            library.teller.tell(room, "second")
            second = await ada.hear("notice", kind="second")
            library.teller.commit_what_was_begun()
            first = await ada.hear("notice", kind="first")
            assert first["id"] < second["id"]
            person = library.person()
            async with library.tab(person) as away:
                await away.say(do="enter", room=room, since=second["id"])
                await away.hear("notice", kind="first")

    asyncio.run(walk())


def test_another_room_is_not_heard_nor_one_that_was_left(library: Library) -> None:
    async def walk() -> None:
        room, other = library.room(), library.room()
        async with inside(library, room, names=("Ada",)) as [ada]:
            library.teller.tell(other, "elsewhere")
            library.teller.tell(room, "here")
            await ada.hear("notice")
            await ada.say(do="leave", room=room)
            await ada.enter(other)  # what is asked for later is answered later
            library.teller.tell(room, "after leaving")
            library.teller.tell(other, "there")
            await ada.hear("notice", kind="there")
            assert (ada.notices(room), ada.notices(other)) == (["here"], ["there"])

    asyncio.run(walk())


def test_a_page_that_was_away_hears_what_it_missed_in_order(library: Library) -> None:
    async def walk() -> None:
        room, ada = library.room(), library.person()
        seen = library.teller.tell(room, "seen")
        library.teller.forget_all()
        for kind in ("one", "two", "three"):
            library.teller.tell(room, kind)
        async with library.tab(ada, web=library.other_web) as tab:
            await tab.enter(room, since=seen)
            await tab.hear("notice", kind="three")
            assert tab.notices(room, after=seen) == ["one", "two", "three"]

    asyncio.run(walk())


def test_a_page_that_was_away_for_too_long_is_told_to_load_anew(library: Library) -> None:
    async def walk() -> None:
        room, ada = library.room(), library.person()
        seen = library.teller.tell(room, "seen")
        library.teller.tell(room, "forgotten", times=3)
        library.teller.forget_all()
        async with library.tab(ada) as tab:
            await tab.say(do="enter", room=room, since=seen)
            assert (await tab.hear("stale"))["last"] > seen
            library.teller.tell(room, "from now on")
            await tab.hear("notice", kind="from now on")

    asyncio.run(walk())


def test_a_page_that_missed_very_much_is_told_to_load_anew(library: Library) -> None:
    async def walk() -> None:
        room, ada = library.room(), library.person()
        seen = library.teller.tell(room, "seen")
        library.teller.tell(room, "missed", times=500)
        async with library.tab(ada) as tab:
            await tab.say(do="enter", room=room, since=seen)
            await tab.hear("stale")
            await tab.hear("entered")
            assert tab.notices(room) == []

    asyncio.run(walk())


def test_a_page_of_a_database_that_was_put_back_is_told_to_load_anew(library: Library) -> None:
    async def walk() -> None:
        room, ada = library.room(), library.person()
        async with library.tab(ada) as tab:
            await tab.say(do="enter", room=room, since=library.teller.position() + 1_000_000)
            await tab.hear("stale")

    asyncio.run(walk())


def test_pages_of_both_processes_see_who_is_there_and_what_they_edit(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        ada, ines = library.person("Ada"), library.person("Ines")
        async with library.tab(ada) as one, library.tab(ines, web=library.other_web) as other:
            await one.enter(room)
            await other.enter(room)
            await one.hear_people(room, ada.name, ines.name)
            await other.say(do="edit", room=room, editing="event-17")
            while (people := (await one.hear("presence"))["people"])[1]["editing"] != ["event-17"]:
                pass
            assert people == [
                {"id": ada.id, "name": ada.name, "editing": []},
                {"id": ines.id, "name": ines.name, "editing": ["event-17"]},
            ]
            async with library.tab(ines) as second_page:
                await second_page.enter(room)
                await second_page.hear_people(room, ada.name, ines.name)
            await other.say(do="leave", room=room)
            await one.hear_people(room, ada.name)

    asyncio.run(walk())


def test_whoever_closes_a_page_is_gone_for_the_others(library: Library) -> None:
    async def walk() -> None:
        room = library.room()
        ada, ines = library.person("Ada"), library.person("Ines")
        async with library.tab(ada) as one:
            await one.enter(room)
            async with library.tab(ines, web=library.other_web) as other:
                await other.enter(room)
                await one.hear_people(room, ada.name, ines.name)
            await one.hear_people(room, ada.name)

    asyncio.run(walk())
