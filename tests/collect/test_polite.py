"""Turns of hosts: one at a time, a pause between them, whoever asks."""

import asyncio
import threading
import time
from itertools import pairwise

import pytest

from tasks.collect.host_file import locked
from tasks.collect.polite import Gate


class Log:
    """Begin and end of every request that was let through, by host."""

    def __init__(self):
        self.spans = []
        self.at_once = 0
        self.most_at_once = 0

    async def request(self, gate, host, seconds=0.005):
        async with gate.turn(host):
            began = time.monotonic()
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(seconds)
            self.at_once -= 1
            self.spans.append((host, began, time.monotonic()))

    def gaps(self, host):
        spans = sorted(span[1:] for span in self.spans if span[0] == host)
        return [later[0] - earlier[1] for earlier, later in pairwise(spans)]


def test_a_host_is_asked_one_at_a_time_with_a_pause(tmp_path):
    log = Log()

    async def work():
        gate = Gate(tmp_path, delay=0.03, concurrency=10)
        await asyncio.gather(*(log.request(gate, "a.example") for _ in range(5)))

    asyncio.run(work())
    assert len(log.gaps("a.example")) == 4
    assert min(log.gaps("a.example")) >= 0.03


def test_the_longest_delay_that_anybody_requires_holds(tmp_path):
    log = Log()

    async def work():
        gate = Gate(tmp_path, delay=0.001, concurrency=10)
        gate.require("a.example", 0.04)
        gate.require("a.example", 0.02)
        gate.require("b.example", 0)
        await asyncio.gather(*(log.request(gate, host) for host in ["a.example", "b.example"] * 3))

    asyncio.run(work())
    assert min(log.gaps("a.example")) >= 0.04
    assert len(log.gaps("b.example")) == 2


def test_a_delay_of_its_own_may_be_shorter_than_the_common_one(tmp_path):
    async def work():
        gate = Gate(tmp_path, delay=3600, concurrency=1)
        gate.require("local.example", 0)
        for _ in range(2):
            async with gate.turn("local.example"):
                pass

    asyncio.run(asyncio.wait_for(work(), 60))


@pytest.mark.parametrize("concurrency", [1, 3])
def test_so_many_hosts_are_asked_at_one_moment(tmp_path, concurrency):
    log = Log()

    async def work():
        gate = Gate(tmp_path, delay=0, concurrency=concurrency)
        await asyncio.gather(*(log.request(gate, f"{number}.example", 0.02) for number in range(9)))

    asyncio.run(work())
    assert log.most_at_once == concurrency


def test_a_host_that_waits_takes_no_place_of_another(tmp_path):
    log = Log()

    async def work():
        gate = Gate(tmp_path, delay=3600, concurrency=1)
        await log.request(gate, "a.example")
        waiting = asyncio.ensure_future(log.request(gate, "a.example"))
        await asyncio.sleep(0.05)
        await log.request(gate, "b.example")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(asyncio.wait_for(work(), 60))
    assert [span[0] for span in log.spans] == ["a.example", "b.example"]


def test_a_host_that_asked_for_rest_is_not_asked_before(tmp_path):
    log = Log()

    async def work():
        gate = Gate(tmp_path, delay=0, concurrency=1)
        await log.request(gate, "a.example")
        gate.hold("a.example", 0.1)
        gate.hold("a.example", 0.01)
        await log.request(gate, "a.example")

    asyncio.run(work())
    assert log.gaps("a.example")[0] >= 0.09


def test_an_error_and_a_cancelled_wait_free_the_host(tmp_path):
    async def work():
        gate = Gate(tmp_path, delay=0.01, concurrency=1)
        with pytest.raises(ZeroDivisionError):
            async with gate.turn("a.example"):
                raise ZeroDivisionError
        async with gate.turn("a.example"):
            waiting = asyncio.ensure_future(gate.turn("a.example").__aenter__())
            await asyncio.sleep(0.02)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with gate.turn("a.example"):
            pass

    asyncio.run(asyncio.wait_for(work(), 60))


def test_runs_in_other_threads_share_the_hosts(tmp_path):
    log = Log()

    def run():
        async def work():
            gate = Gate(tmp_path, delay=0.03, concurrency=4)
            await asyncio.gather(*(log.request(gate, "a.example") for _ in range(3)))

        asyncio.run(work())

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.gaps("a.example")) == 8
    assert min(log.gaps("a.example")) >= 0.03


def test_the_next_run_knows_when_the_last_one_asked(tmp_path):
    async def work():
        first, second = Log(), Log()
        await first.request(Gate(tmp_path, 0.1, 1), "a.example")
        await second.request(Gate(tmp_path, 0.1, 1), "a.example")
        await asyncio.wait_for(second.request(Gate(tmp_path, 3600, 1), "never-asked.example"), 60)
        return second.spans[0][1] - first.spans[0][2]

    assert asyncio.run(work()) >= 0.1


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"\xff" * 40, b"99999999999999999999", b"-5"])
def test_a_damaged_file_costs_one_delay_at_most(tmp_path, damage):
    async def work():
        async with locked(tmp_path, "a.example", asyncio.sleep) as file:
            file.stamp()
        (path,) = tmp_path.iterdir()
        path.write_bytes(damage)
        await asyncio.wait_for(Log().request(Gate(tmp_path, 0.05, 1), "a.example"), 60)

    asyncio.run(work())
