"""Let so many calls into the database as it can serve well; the others wait in order, or are told to come back.

A call of an open session goes before a new session: what was begun ends first, so that a crowd of new sessions does not
take the processor that pushes need. Of the sessions those with a waiting payment come first, then those that have tried
for the longest time.
"""

import asyncio
import zlib
from bisect import insort
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from msgspec import DecodeError, Struct, json

from dealer_app.hub.service.reading import come_back
from dealer_app.protocol.carriage import DEVICE_HEADER, Call

EVERY = 4
"""Every so many places go to a session even while calls of open sessions wait: these alone could go on for ever."""
_REMEMBERED = 10_000
_MOST_LOOKED_AT = 64 * 1024  # inflated bytes of a session's body; a real one has about 3 KiB


class _Count(Struct):
    payments: int = 0


class _Opening(Struct):
    waiting: _Count = field(default_factory=_Count)


@dataclass(order=True)
class _Waiting:
    """One session that waits; the smallest is let in first, the largest is sent away first."""

    has_no_payment: bool
    since: float
    number: int
    turn: "asyncio.Future[None]" = field(compare=False)


class Queue:
    """The places of one process; used by one event loop."""

    def __init__(self, places: int, most_sessions: int) -> None:
        self._free, self._most_sessions = places, most_sessions
        self._calls: deque[asyncio.Future[None]] = deque()
        self._sessions: list[_Waiting] = []
        self._tried: OrderedDict[str, float] = OrderedDict()
        self._number = self._given = 0

    @asynccontextmanager
    async def place(self, call: Call, *, is_new: bool) -> AsyncIterator[None]:
        """Hold a place; ``is_new`` is for a call that opens something. Raises CallRefusedError ``busy``."""
        if self._free:
            self._free -= 1
        else:
            await (self._wait_as_session(call) if is_new else self._wait_as_call())
        self._tried.pop(call.header(DEVICE_HEADER), None)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait_as_call(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._calls.append(turn)
        await turn

    async def _wait_as_session(self, call: Call) -> None:
        loop, device = asyncio.get_running_loop(), call.header(DEVICE_HEADER)
        self._number += 1
        since = self._tried.get(device, loop.time())
        mine = _Waiting(not _count_payments(call), since, self._number, loop.create_future())
        insort(self._sessions, mine)
        if len(self._sessions) > self._most_sessions:
            last = self._sessions.pop().turn
            if not last.done():  # it was cancelled
                last.set_exception(come_back())
        try:
            await mine.turn
        finally:
            self._tried[device] = since
            while len(self._tried) > _REMEMBERED:
                self._tried.popitem(last=False)

    def _pass_on(self) -> None:
        """Give the place to the next that waits."""
        self._given += 1
        is_for_session = self._sessions and (not self._calls or self._given % EVERY == 0)
        while self._calls or self._sessions:
            turn = self._sessions.pop(0).turn if is_for_session or not self._calls else self._calls.popleft()
            if not turn.done():  # it was cancelled
                turn.set_result(None)
                return
            is_for_session = False
        self._free += 1


def _count_payments(call: Call) -> int:
    """Return how many payments the body says are waiting; the body is not verified yet, so this only orders."""
    try:
        body = call.body
        if call.header("Content-Encoding").lower() == "gzip":
            body = zlib.decompressobj(wbits=31).decompress(body, _MOST_LOOKED_AT)
        return json.decode(body, type=_Opening).waiting.payments
    except (zlib.error, DecodeError, UnicodeDecodeError, RecursionError):
        return 0
