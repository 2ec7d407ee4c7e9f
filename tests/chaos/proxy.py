"""A hostile proxy and load balancer between counters and hubs, in its own process: each exchange gets a random fault.

    python -m tests.chaos.proxy PORT HUB_PORT,HUB_PORT SEED TALLY [--calm]

``--calm`` carries everything unchanged and only skips hubs that are down.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.chaos.messages import Message, portal, read_message
from tests.chaos.tallies import SharedTally

HARMFUL = ("cut up", "cut down", "lost", "portal", "held", "twice", "stale", "garbled")
HARMLESS = ("delayed", "shaped")
COUNTED = ("exchanges", *HARMLESS, *HARMFUL, "refused", "no hub", "cut mid-body up", "cut mid-body down")
HARM, SLOWNESS, REFUSAL = 0.16, 0.2, 0.04
LONGEST_DELAY_S, LONGEST_HOLD_S = 0.3, 1.5
PIECES = 60
KEPT_ANSWERS = 20


class CutError(Exception):
    """Raised to cut a line."""


@dataclass(slots=True)
class Proxy:
    """The state that all lines share."""

    hubs: tuple[int, ...]
    tally: SharedTally
    seed: int
    is_calm: bool
    lines: int = 0
    kept: deque[Message] = field(default_factory=lambda: deque(maxlen=KEPT_ANSWERS))

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one counter's line until it is cut."""
        self.lines += 1
        line = Line(self, reader, writer, Random(f"{self.seed}-{self.lines}"))
        with suppress(CutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await line.serve()
        writer.transport.abort()

    async def ask(self, request: bytes, dice: Random, *, is_answered: bool = True) -> Message:
        """Send bytes to a hub that is up and return its answer, or an empty message if none is expected."""
        for port in dice.sample(self.hubs, len(self.hubs)):
            with suppress(ConnectionRefusedError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    writer.write(request)
                    await writer.drain()
                    return await read_message(reader) if is_answered else Message(b"", b"")
                finally:
                    writer.transport.abort()
        self.tally.add("no hub")
        return portal("502 Bad Gateway")


@dataclass(slots=True)
class Line:
    """One counter's line; FATES names the methods that carry one exchange."""

    proxy: Proxy
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    dice: Random

    async def serve(self) -> None:
        """Carry exchanges, each with its own fault or none."""
        if not self.proxy.is_calm and self.dice.random() < REFUSAL:
            self.proxy.tally.add("refused")
            return
        while True:
            request = await read_message(self.reader)
            fate = self._fate()
            self.proxy.tally.add("exchanges")
            if fate != "fair":
                self.proxy.tally.add(fate)
            await FATES[fate](self, request)

    def _fate(self) -> str:
        chance = 1.0 if self.proxy.is_calm else self.dice.random()
        if chance < HARM:
            return self.dice.choice(HARMFUL)
        return self.dice.choice(HARMLESS) if chance < HARM + SLOWNESS else "fair"

    async def ask(self, request: Message) -> Message:
        answer = await self.proxy.ask(request.content, self.dice)
        self.proxy.kept.append(answer)
        return answer

    async def say(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def wait(self, longest_s: float) -> None:
        await asyncio.sleep(self.dice.uniform(0, longest_s))

    # -- fates

    async def fair(self, request: Message) -> None:
        await self.say((await self.ask(request)).content)

    async def delayed(self, request: Message) -> None:
        await self.wait(LONGEST_DELAY_S)
        answer = await self.ask(request)
        await self.wait(LONGEST_DELAY_S)
        await self.say(answer.content)

    async def shaped(self, request: Message) -> None:
        content = (await self.ask(request)).content
        size = self.dice.randint(1, max(1, len(content) // PIECES))
        for at in range(0, len(content), size):
            await self.say(content[at : at + size])
            await asyncio.sleep(0)

    async def cut_up(self, request: Message) -> None:
        if request.body:
            self.proxy.tally.add("cut mid-body up")
        await self.proxy.ask(request.content[: request.cut_at(self.dice.random())], self.dice, is_answered=False)
        raise CutError

    async def cut_down(self, request: Message) -> None:
        answer = await self.ask(request)
        if answer.body:
            self.proxy.tally.add("cut mid-body down")
        await self.say(answer.content[: answer.cut_at(self.dice.random())])
        self.writer.write_eof()
        await self.wait(LONGEST_DELAY_S)
        raise CutError

    async def lost(self, request: Message) -> None:
        await self.ask(request)
        raise CutError

    async def portal(self, request: Message) -> None:
        if self.dice.random() < 0.5:
            await self.ask(request)
        await self.say(portal().content)

    async def held(self, request: Message) -> None:
        if self.dice.random() < 0.5:
            await self.ask(request)
        await self.wait(LONGEST_HOLD_S)
        raise CutError

    async def twice(self, request: Message) -> None:
        first, second = await asyncio.gather(self.ask(request), self.ask(request))
        await self.say(self.dice.choice((first, second)).content)

    async def stale(self, request: Message) -> None:
        answer = await self.ask(request)
        await self.say(self.dice.choice((*self.proxy.kept, answer)).content)

    async def garbled(self, request: Message) -> None:
        await self.say((await self.ask(request)).with_bit_flipped(self.dice.random()))


FATES: dict[str, Callable[[Line, Message], Awaitable[None]]] = {
    name: getattr(Line, name.replace(" ", "_")) for name in ("fair", *HARMLESS, *HARMFUL)
}


async def serve(proxy: Proxy, port: int) -> None:
    """Listen on ``port`` until killed."""
    server = await asyncio.start_server(proxy.accept, "127.0.0.1", port, limit=8 * 1024 * 1024)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Read the arguments and listen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("hubs")
    parser.add_argument("seed", type=int)
    parser.add_argument("tally", type=Path)
    parser.add_argument("--calm", action="store_true")
    wishes = parser.parse_args()
    hubs = tuple(map(int, wishes.hubs.split(",")))
    asyncio.run(serve(Proxy(hubs, SharedTally(wishes.tally, COUNTED), wishes.seed, wishes.calm), wishes.port))


if __name__ == "__main__":
    main()
