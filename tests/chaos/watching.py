"""The counter's real line, watched: what it holds as acknowledged, head office must hold too whenever it speaks (I3).

The product itself forgives a head office that forgot (it sends again), so what was forgotten shows only here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Answer, Call, Carrier, LineDownError
from dealer_app.sync.session.client import HttpCarrier
from dealer_app.sync.session.talker import HubRefusedError, believe, inflate

Held = Callable[[], tuple[int, bytes]]
"""How far this counter was acknowledged, and the key of the hub that it believes."""


class ForgottenError(AssertionError):
    """Head office no longer holds what it acknowledged."""


@contextmanager
def watched_line(hub_url: str, held: Held) -> Iterator[Carrier]:
    """Yield the product's own line to ``hub_url``; a signed answer that forgot raises ForgottenError."""
    with HttpCarrier(hub_url) as carrier:

        def carry(call: Call) -> Answer:
            if call.path not in ("/v1/session", "/v1/push"):
                return carrier(call)
            acked_n, hub_key = held()
            answer = carrier(call)
            said = _acked_by(call, answer, hub_key)
            if said is not None and said < acked_n:
                raise ForgottenError(f"I3: acknowledged up to {acked_n}, head office says {said}")
            return answer

        yield carry


def _acked_by(call: Call, answer: Answer, hub_key: bytes) -> int | None:
    """Return how far head office says that it holds this outbox, None where it says nothing about it."""
    with suppress(LineDownError):
        try:
            believe(answer, hub_key, call.header(SIGNATURE_HEADER))
        except HubRefusedError as refused:
            return refused.trouble.acked_n if refused.code == "gap" else None
        if call.path == "/v1/session":
            return wire.decode(wire.SessionAnswer, inflate(answer)).acked.n
    return None
