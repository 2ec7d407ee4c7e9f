"""Calls and answers as bytes, independent of the transport that carries them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PROTOCOL_HEADER, DEVICE_HEADER = "Bajeh-Protocol", "Bajeh-Device"
SESSION_HEADER, SIGNATURE_HEADER = "Bajeh-Session", "Bajeh-Signature"
HUB_KEY_HEADER = "Bajeh-Hub-Key"
"""Only on answers to ``enrol``: the hub's public key, whose fingerprint is in the one-time code."""
RETRY_HEADER = "Retry-After"
"""On refusals that name a time: whole seconds, also for a proxy in between; the signed body has the same number."""
KNOWN_KEY_HEADER = "Bajeh-Known-Key"
"""The fingerprint of the hub's key that the caller knows; the hub signs its answer with that key while it is valid."""
KEY_CHAIN_HEADER = "Bajeh-Key-Chain"
"""On answers of a hub whose key was changed: the links from its first key to its newest (``key_change``)."""
THIS_PC = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts of a trial hub on this PC: TLS is not required and no proxy is used."""


def never() -> bool:
    """Return False: nobody stops this call."""
    return False


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it is sent; ``path`` includes the query; names of headers are case-insensitive.

    A carrier asks ``is_stopped`` while it waits; it then gives the call up.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_stopped: Callable[[], bool] = field(default=never, repr=False, compare=False)

    def header(self, name: str) -> str:
        """Return a header's value, "" if there is none."""
        return _header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was received; do not trust its content before its signature is verified."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header's value, "" if there is none."""
        return _header(self.headers, name)


Carrier = Callable[[Call], Answer]
"""Send a call to the hub and return its answer; raises LineDownError if there is none."""


class LineDownError(Exception):
    """No answer, or an answer that the hub did not sign; ``reason`` is a code, e.g. "refused", "timeout", "portal".

    ``retry_after_s`` is the pause that a server in between asked for, 0 if it named none.
    """

    def __init__(self, reason: str, retry_after_s: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.retry_after_s = reason, retry_after_s


def _header(headers: Mapping[str, str], name: str) -> str:
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), "")
