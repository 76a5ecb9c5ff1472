"""Places of large bodies: few at once, and waiting for one costs nobody his deadline."""

import asyncio

import pytest
from hostile.talk import reply

from tasks.collect.fetch import Fetcher
from tasks.collect.large import AT_ONCE, SMALL, Room, until_kept


def test_few_at_once_and_the_waiting_does_not_count():
    inside = most = 0

    async def read(room, seconds):
        nonlocal inside, most
        async with asyncio.timeout(0.5) as deadline:
            async with room.place(deadline):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(seconds)
                inside -= 1

    async def go():
        room = Room()
        await asyncio.gather(*(read(room, 0.1) for _ in range(AT_ONCE * 8)))  # 0.8 seconds in all

    asyncio.run(go())
    assert most == AT_ONCE


def test_the_deadline_holds_once_the_place_is_had_and_the_place_is_given_back():
    async def read(room):
        async with asyncio.timeout(0.05) as deadline, room.place(deadline):
            await asyncio.sleep(60)

    async def go():
        room = Room()
        for _ in range(AT_ONCE + 1):
            with pytest.raises(TimeoutError):
                await read(room)

    asyncio.run(go())


def test_who_is_cancelled_while_waiting_takes_no_place():
    async def go():
        room = Room()
        async with asyncio.timeout(None) as deadline, room.place(deadline):
            held = [room.place(deadline) for _ in range(AT_ONCE - 1)]
            for one in held:
                await one.__aenter__()
            waiting = asyncio.ensure_future(room.place(deadline).__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            for one in held:
                await one.__aexit__(None, None, None)
        async with asyncio.timeout(30) as deadline, room.place(deadline):
            pass

    asyncio.run(go())


@pytest.mark.parametrize(("size", "at_once"), [(SMALL, 6), (SMALL + 1, AT_ONCE)])
def test_large_bodies_have_their_place_until_they_are_kept(hostile, collecting, names, size, at_once):
    inside = most = 0
    everybody = asyncio.Event()

    async def page(fetcher, host):
        nonlocal inside, most
        async with until_kept():
            assert len((await fetcher.fetch(hostile.url("/size", host))).last.body) == size
            inside += 1
            most = max(most, inside)
            if inside == at_once:
                everybody.set()
            await everybody.wait()
            await asyncio.sleep(0.01)
            inside -= 1

    async def go():
        async with Fetcher(collecting, names) as fetcher:
            await asyncio.gather(*(page(fetcher, f"{number}.example.test") for number in range(6)))

    hostile.routes["/size"] = reply(b"x" * size)
    asyncio.run(go())
    assert most == at_once
