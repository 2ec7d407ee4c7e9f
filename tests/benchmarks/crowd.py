"""A crowd of counters in a closed loop: each begins its next talk when the last has ended, or when it was told to."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import DEVICE_HEADER, SESSION_HEADER, SIGNATURE_HEADER, Call
from dealer_app.protocol.signing import request_text, sign
from dealer_app.sync.session.talker import new_nonce, packed
from tests.benchmarks.head_office import publish_orders
from tests.benchmarks.visits import LINES_OF_A_VISIT, visit
from tests.hub.head_office import Counter, Office

OF_A_DEALERSHIP = 4
"""Counters of one dealership, in a crowd of any size: the work of one talk does not depend on the crowd."""


@dataclass
class Tally:
    """What head office did in one run."""

    commands: int = 0
    talks: int = 0
    turned_away: int = 0
    faults: int = 0


@dataclass
class Member:
    """One counter: its outbox is ready, its calls are signed when they are sent."""

    counter: Counter
    port: int
    tally: Tally
    pushes: list[tuple[wire.Head, Call]] = field(default_factory=list)
    cursor: int = 0

    async def live(self, is_over: Callable[[], bool]) -> None:
        """Talk again and again until the run is over or the outbox is empty."""
        while not is_over() and self.pushes:
            try:
                pause = await self._talk(is_over)
            except (OSError, EOFError):
                self.tally.faults += 1
                pause = 1.0
            await asyncio.sleep(pause)

    async def _talk(self, is_over: Callable[[], bool]) -> float:
        """Open a session, push one visit, pull; return the seconds to wait before the next talk."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            line = _Line(reader, writer, self.counter)
            head, push = self.pushes[0]
            nonce = new_nonce()
            waiting = wire.WaitingCount(LINES_OF_A_VISIT, 1, 1_000_000)
            opening = wire.OpenSession(nonce, 1, head, self.cursor, 0, waiting)
            status, answer = await line.call(packed("/v1/session", opening), nonce, "")
            if status != 200 or not answer["go"]:
                self.tally.turned_away += 1
                return float(answer["retry_after_s"])
            token, nonce = answer["session"], answer["nonce"]
            status, answer = await line.call(push, nonce, token)
            if status != 200:
                self.tally.faults += 1
                return float(answer.get("retry_after_s", 1))
            self.pushes.pop(0)
            if not is_over():
                self.tally.commands += LINES_OF_A_VISIT
            pull = Call("GET", f"/v1/pull?cursor={self.cursor}&broadcast=0&limit=500")
            status, answer = await line.call(pull, nonce, token)
            if status == 200:
                self.cursor = answer["cursor"]
            self.tally.talks += 1
            return 0.0
        finally:
            writer.close()


class _Line:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counter: Counter) -> None:
        self._reader, self._writer, self._counter = reader, writer, counter

    async def call(self, call: Call, nonce: str, token: str) -> tuple[int, Any]:
        """Send a call and return status and content of its answer."""
        signature = sign(self._counter.signing_key, request_text(call.method, call.path, call.body, nonce))
        who = {DEVICE_HEADER: self._counter.device, SIGNATURE_HEADER: signature, "Host": "hub.test"}
        headers = {**call.headers, **who, **({SESSION_HEADER: token} if token else {})}
        headers["Content-Length"] = str(len(call.body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._writer.write(f"{call.method} {call.path} HTTP/1.1\r\n{lines}\r\n".encode() + call.body)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.partition("content-length: ")[2].partition("\r")[0] or 0)
        body = await self._reader.readexactly(size)
        if "content-encoding: gzip" in head:
            body = zlib.decompress(body, wbits=31)
        return int(head.split()[1]), json.loads(body) if body else {}


def gather(office: Office, port: int, size: int, visits: int, first: int) -> list[Member]:
    """Return ``size`` enrolled counters, each with ``visits`` visits in its outbox; ``first`` makes them unique."""
    crowd: list[Member] = []
    tally = Tally()
    for at in range(size):
        if at % OF_A_DEALERSHIP == 0:
            dealership = f"{30_000 + first + at}"
            office.add(dealership)
            orders = publish_orders(office, dealership, 20)
        crowd.append(_member(Counter(office), dealership, orders, port, tally, (first + at) * 200, visits))
    return crowd


def _member(
    counter: Counter, dealership: str, orders: list[Published], port: int, tally: Tally, number: int, visits: int
) -> Member:
    counter.enrol(dealership)
    member, dice = Member(counter, port, tally), Random(number)
    for at in range(visits):
        visit(counter, orders[at % len(orders)], number + at, dice)
        start = at * LINES_OF_A_VISIT
        # the head of the outbox as it is when this visit waits
        head = wire.Head(counter.lines[-1].n, counter.lines[-1].hash)
        member.pushes.append((head, packed("/v1/push", counter.batch(start + 1, start + LINES_OF_A_VISIT))))
    return member


async def run(crowd: list[Member], before: float, seconds: float) -> Tally:
    """Let the crowd live; return what was done in ``seconds`` after the first ``before`` ones."""
    loop = asyncio.get_running_loop()
    until = loop.time() + before + seconds
    tasks = [asyncio.create_task(member.live(lambda: loop.time() > until)) for member in crowd]
    await asyncio.sleep(before)
    crowd[0].tally.commands = 0
    await asyncio.wait(tasks, timeout=seconds + 0.5)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return crowd[0].tally
