"""Watch each connection: cut one whose head, body or reader is too slow, and keep room for new ones.

uvicorn limits only the pause between two calls. It waits without end for the rest of a head, of a body, and for a
client that does not read its answer.
"""

from asyncio import BaseTransport, TimerHandle, Transport
from typing import Any, ClassVar, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dealer_app.hub.service.limits import Limits

OVER = "is_over"
"""Key of the application's state: this connection came when all places were taken."""
_SPARE = 8  # one eighth more connections than the ceiling are told to come back; further ones are closed at once
_MOST_AHEAD = 64 * 1024
"""Bytes of later calls that a client may send before its answer: uvicorn would keep what one never stops to send."""
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
Phase = Literal["head", "body", "work", "answer"]


class GuardedProtocol(H11Protocol):
    """One connection under the limits of its process; made by ``guarded``."""

    limits: ClassVar[Limits]
    waiting: ClassVar[dict["GuardedProtocol", None]]
    """The connections that wait for a whole head, those that wait longest first."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Take a place, if need be that of the connection that has waited longest for a head."""
        assert isinstance(transport, Transport)
        super().connection_made(transport)
        self._since, self._received, self._unsent = self.loop.time(), 0, 0
        self._step: tuple[Phase, object] = ("head", None)
        self._watch: TimerHandle = self.loop.call_later(self.limits.check_s, self._check)
        taken = len(self.connections)
        if taken > self.limits.connections:
            if self.waiting:
                next(iter(self.waiting)).end()
            elif taken > self.limits.connections * (_SPARE + 1) // _SPARE:
                self.end()
                return
            else:
                self.app_state = {**self.app_state, OVER: True}
        self.waiting[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._watch.cancel()
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what arrives."""
        self._received += len(data)
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self.waiting.pop(self, None)
            if len(self.conn.trailing_data[0]) > _MOST_AHEAD:
                self.end()

    def on_response_complete(self) -> None:
        """Wait for the next head."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.waiting[self] = None

    def end(self) -> None:
        """Close the connection at once; nothing that it still holds is sent."""
        self.waiting.pop(self, None)
        self.connections.discard(self)
        self.transport.abort()

    # -- the watch

    def _phase(self) -> Phase:
        if self.conn.their_state is h11.SEND_BODY:
            return "body"
        if self.transport.get_write_buffer_size():
            return "answer"
        return "head" if self.conn.their_state is h11.IDLE else "work"

    def _check(self) -> None:
        """Cut the connection if its present step takes too long; else look again later."""
        now, step = self.loop.time(), (self._phase(), self.cycle)
        unsent = self.transport.get_write_buffer_size()
        if step != self._step:
            self._step, self._since, self._received, self._unsent = step, now, 0, unsent
        if self._is_over_time(step[0], now - self._since, unsent):
            self._cut(step[0])
        else:
            self._watch = self.loop.call_later(self.limits.check_s, self._check)

    def _is_over_time(self, phase: Phase, seconds: float, unsent: int) -> bool:
        limits = self.limits
        if phase == "head":
            return seconds >= limits.head_s
        if phase == "body":  # the application cuts first and says so; this also cuts what comes after its answer
            longest = limits.longest_s(self.scope["path"]) + 2 * limits.check_s
            return seconds >= longest or limits.is_too_slow(seconds - 2 * limits.check_s, self._received)
        if phase == "answer":
            return seconds >= limits.bundle_s or limits.is_too_slow(seconds, self._unsent - unsent)
        return False

    def _cut(self, phase: Phase) -> None:
        if phase == "head" and self.conn.trailing_data[0]:
            self.transport.write(_TOO_SLOW)
            self.waiting.pop(self, None)
            self.transport.close()
        else:
            self.end()


def guarded(limits: Limits) -> type[Any]:
    """Return the protocol of one server, with its own limits and its own list of waiting connections."""
    return type("GuardedProtocol", (GuardedProtocol,), {"limits": limits, "waiting": {}})
