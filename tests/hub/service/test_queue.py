"""Test the order in which a busy process lets calls in: open sessions, waiting payments, those that tried longest."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.hub.refusals import CallRefusedError
from dealer_app.hub.service.queue import EVERY, Queue
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import DEVICE_HEADER, Call


def opening(device: str, payments: int = 0, *, is_packed: bool = False) -> Call:
    """Return a session's call as a counter sends it."""
    waiting = wire.WaitingCount(payments, payments, payments)
    body = wire.encode(wire.OpenSession("0" * 32, 1, wire.Head(0, wire.GENESIS), 0, 0, waiting))
    headers = {DEVICE_HEADER: device, **({"Content-Encoding": "gzip"} if is_packed else {})}
    return Call("POST", "/v1/session", headers, gzip.compress(body) if is_packed else body)


class Hub:
    """A queue whose only place is held until ``let_all_in``; it notes who was let in and who was sent away."""

    def __init__(self, most_sessions: int = 64) -> None:
        self.queue = Queue(1, most_sessions)
        self.let_in: list[str] = []
        self.sent_away: list[str] = []
        self._done = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def come(self, call: Call, *, is_new: bool = True) -> None:
        """Let a call come, as far as it gets now."""
        self._tasks.append(asyncio.create_task(self._hold(call, is_new=is_new)))
        await asyncio.sleep(0)

    async def hold(self) -> None:
        """Take the only place."""
        await self.come(Call("POST", "/v1/push", {DEVICE_HEADER: "first"}), is_new=False)

    async def let_all_in(self) -> list[str]:
        """Give the place on and on; return who got it, in order, without the first."""
        self._done.set()
        await asyncio.gather(*self._tasks)
        return self.let_in[1:]

    async def _hold(self, call: Call, *, is_new: bool) -> None:
        name = call.header(DEVICE_HEADER)
        try:
            async with self.queue.place(call, is_new=is_new):
                self.let_in.append(name)
                await self._done.wait()
        except CallRefusedError as trouble:
            told = trouble.status, trouble.code, trouble.retry_after_s > 0
            self.sent_away.append(name if told == (503, "busy", True) else str(told))


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]


@pytest.mark.parametrize("is_packed", [False, True])
def test_waiting_payments_come_first_then_those_that_came_first(is_packed: bool) -> None:
    async def work() -> None:
        hub = Hub()
        await hub.hold()
        for device, payments in (("a", 0), ("b", 2), ("c", 0), ("d", 1)):
            await hub.come(opening(device, payments, is_packed=is_packed))
        assert await hub.let_all_in() == ["b", "d", "a", "c"]

    run(work)


def test_session_that_was_sent_away_keeps_its_age() -> None:
    async def work() -> None:
        hub = Hub(most_sessions=1)
        await hub.hold()
        await hub.come(opening("late", 1))
        await hub.come(opening("old"))
        assert hub.sent_away == ["old"]
        again = Hub(most_sessions=3)
        again.queue._tried = hub.queue._tried
        await again.hold()
        await again.come(opening("new"))
        await again.come(opening("old"))
        assert await again.let_all_in() == ["old", "new"]
        await hub.let_all_in()

    run(work)


def test_full_queue_sends_the_last_of_all_away() -> None:
    async def work() -> None:
        hub = Hub(most_sessions=2)
        await hub.hold()
        for device, payments in (("a", 0), ("b", 0), ("c", 1), ("d", 1), ("e", 0)):
            await hub.come(opening(device, payments))
        assert hub.sent_away == ["b", "a", "e"]
        assert await hub.let_all_in() == ["c", "d"]

    run(work)


def test_calls_of_open_sessions_go_first_but_never_alone() -> None:
    async def work() -> None:
        hub = Hub()
        await hub.hold()
        await hub.come(opening("new", 1))
        for at in range(2 * EVERY):
            await hub.come(Call("POST", "/v1/push", {DEVICE_HEADER: str(at)}), is_new=False)
        order = await hub.let_all_in()
        assert order.index("new") == EVERY - 1
        assert [name for name in order if name != "new"] == [str(at) for at in range(2 * EVERY)]

    run(work)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=40), st.integers(1, 8))
def test_every_call_is_let_in_or_sent_away_and_all_places_come_back(
    calls: Sequence[tuple[bool, int]], most: int
) -> None:
    async def work() -> None:
        hub = Hub(most)
        await hub.hold()
        for at, (is_new, payments) in enumerate(calls):
            await hub.come(opening(str(at), payments), is_new=is_new)
        let_in = await hub.let_all_in()
        assert sorted([*let_in, *hub.sent_away]) == sorted(str(at) for at in range(len(calls)))
        sessions = sum(is_new for is_new, _ in calls)
        assert len(hub.sent_away) == max(0, sessions - most)
        assert hub.queue._free == 1

    run(work)


@given(st.binary(max_size=200))
def test_any_body_is_ordered(body: bytes) -> None:
    async def work() -> None:
        hub = Hub()
        await hub.hold()
        for headers in ({}, {"Content-Encoding": "gzip"}):
            await hub.come(Call("POST", "/v1/session", {DEVICE_HEADER: "x", **headers}, body))
        assert await hub.let_all_in() == ["x", "x"]

    run(work)
