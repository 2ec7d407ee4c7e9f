"""A counter's line that checks promise I3: head office still holds what the counter holds as acknowledged.

The product tolerates a head office that lost commands (it sends them again), so a loss is only detected here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Answer, Call, Carrier, LineDownError
from dealer_app.sync.session.client import HttpCarrier
from dealer_app.sync.session.talker import HubRefusedError, check_answer, inflate

Held = Callable[[], tuple[int, bytes]]
"""Return the last acknowledged entry of the counter and the key of its hub."""


class ForgottenError(AssertionError):
    """Raised if head office no longer holds an entry that it acknowledged."""


@contextmanager
def watched_line(hub_url: str, held: Held) -> Iterator[Carrier]:
    """Yield the product's own line to ``hub_url``; a signed answer that shows a loss raises ForgottenError."""
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
    """Return the last entry of this outbox that head office reports to hold, or None if it reports none."""
    with suppress(LineDownError):
        try:
            check_answer(answer, hub_key, call.header(SIGNATURE_HEADER))
        except HubRefusedError as refused:
            return refused.trouble.acked_n if refused.code == "gap" else None
        if call.path == "/v1/session":
            return wire.decode(wire.SessionAnswer, inflate(answer)).acked.n
    return None
