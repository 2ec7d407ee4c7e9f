"""Read the body of a call: only for a caller that its head names, within a size, a time, a rate and a common memory."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import ClientDisconnect, Request

from dealer_app.hub.refusals import CallRefusedError
from dealer_app.hub.service.limits import BUNDLE, Budget, Limits

TOO_SLOW, TOO_LARGE, BUSY = 408, 413, 503


class Reader:
    """Reads the bodies of one process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held, self.bundles = Budget(limits.held_bytes), Budget(limits.bundles)

    @asynccontextmanager
    async def read(self, request: Request, path: str) -> AsyncIterator[bytes]:
        """Yield the body; its share of the memory is given back afterwards.

        Raises CallRefusedError ``too_large``, ``too_slow``, ``busy``, and ClientDisconnect.
        """
        most = self.limits.most_bytes(path)
        if _announced(request) > most:
            raise CallRefusedError(TOO_LARGE, "too_large")
        budget, first = (self.bundles, 1) if path == BUNDLE else (self.held, 0)
        if not budget.take(first):
            raise come_back()
        taken, body = first, bytearray()
        try:
            async for piece in self._pieces(request, path):
                body += piece
                if len(body) > most:
                    raise CallRefusedError(TOO_LARGE, "too_large")
                if path == BUNDLE:
                    continue
                if not budget.take(len(piece)):
                    raise come_back()
                taken += len(piece)
            yield bytes(body)
        finally:
            budget.give_back(taken)

    async def _pieces(self, request: Request, path: str) -> AsyncIterator[bytes]:
        """Yield the pieces of a body; raise CallRefusedError ``too_slow`` when the time or the least rate is missed."""
        clock = asyncio.get_running_loop().time
        begun, size = clock(), 0
        is_more = True
        while is_more:
            until = begun + min(self.limits.longest_s(path), self.limits.patience_s(size))
            try:
                async with asyncio.timeout_at(until):
                    event = await request.receive()
            except TimeoutError:
                raise CallRefusedError(TOO_SLOW, "too_slow") from None
            if event["type"] == "http.disconnect":
                raise ClientDisconnect
            piece: bytes = event.get("body", b"")
            is_more = event.get("more_body", False)
            size += len(piece)
            yield piece


def come_back() -> CallRefusedError:
    """Return the refusal of a process that has no room: it names a random time, so that not all return at once."""
    return CallRefusedError(BUSY, "busy", retry_after_s=5 + secrets.randbelow(26))


def _announced(request: Request) -> int:
    """Return the size that the head announces, 0 if it announces none."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 20 else 0  # noqa: PLR2004 - digits of 2**64
