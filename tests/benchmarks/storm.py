"""All attacks at once, bounded, from one process of their own: `python -m tests.benchmarks.storm PORT HEAD`.

HEAD is a file with the head of an upload of an open session. Connections that the service closes are opened again. The
attack ends with the end of the standard input.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

HOST, PAUSE_S = "127.0.0.1", 1.0
HALF = b"POST /v1/session HTTP/1.1\r\nHost: hub.test\r\nX-Pad: "
STRANGER = b"POST /v1/bundle HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 60000000\r\n\r\n" + bytes(1000)
FORGED = b'{"client_nonce":"0","epoch":1,"head":{"n":0,"hash":""},"cursor":0,"broadcast":0,"waiting":{"payments":9}}'
SESSION = (
    b"POST /v1/session HTTP/1.1\r\nHost: hub.test\r\nBajeh-Device: 01980000-0000-7000-8000-000000000001\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(FORGED), FORGED)
)
SIZES = {"half open": 600, "dripping": 60, "held uploads": 40, "strangers": 15, "forged sessions": 15}
"""Attackers of each kind; each makes at most one call or connection a second."""


class Storm:
    """The attackers of one run."""

    def __init__(self, port: int, upload: bytes) -> None:
        self._port, self._upload = port, upload
        self.done: Counter[str] = Counter()

    async def run(self) -> None:
        """Attack until the standard input ends."""
        kinds: dict[str, Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]] = {
            "half open": self._half_open,
            "dripping": self._drip,
            "held uploads": self._hold,
            "strangers": self._strange,
            "forged sessions": self._forge,
        }
        tasks = [
            asyncio.create_task(self._again(name, work, at / SIZES[name]))
            for name, work in kinds.items()
            for at in range(SIZES[name])
        ]
        await asyncio.to_thread(sys.stdin.read)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _again(
        self, name: str, work: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], later: float
    ) -> None:
        await asyncio.sleep(later)
        while True:
            with suppress(OSError, EOFError):
                reader, writer = await asyncio.open_connection(HOST, self._port)
                try:
                    self.done[name] += 1
                    await work(reader, writer)
                finally:
                    writer.close()
            await asyncio.sleep(PAUSE_S)

    async def _half_open(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HALF)
        await reader.read()

    async def _drip(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HALF)
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(PAUSE_S)

    async def _hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self._upload + bytes(100_000))
        await reader.read()

    async def _strange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(STRANGER)
        await reader.read(1000)

    async def _forge(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(SESSION)
        await reader.read(1000)


def main(port: str, head: str) -> None:
    """Attack, and print how much of each kind was done."""
    storm = Storm(int(port), Path(head).read_bytes())
    asyncio.run(storm.run())
    print("  attacks: " + ", ".join(f"{name} {count}" for name, count in storm.done.items()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
