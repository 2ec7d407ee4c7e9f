"""What carries a call: a request and an answer as bytes, whichever way they travel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PROTOCOL_HEADER, DEVICE_HEADER = "Bajeh-Protocol", "Bajeh-Device"
SESSION_HEADER, SIGNATURE_HEADER = "Bajeh-Session", "Bajeh-Signature"
HUB_KEY_HEADER = "Bajeh-Hub-Key"
"""On answers to ``enrol`` alone: the key whose fingerprint the one-time code carries."""
THIS_PC = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts of a trial hub: no TLS is asked of them and no proxy stands between."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it is sent; ``path`` with its query; the names of headers in any case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header's value, "" where there is none."""
        return _header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came; nothing in it is to be believed before its signature was verified."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header's value, "" where there is none."""
        return _header(self.headers, name)


Carrier = Callable[[Call], Answer]
"""Brings a call to the hub and its answer back; raises LineDownError where there is none."""


class LineDownError(Exception):
    """No answer came, or one that the hub did not sign; ``reason`` is a code, e.g. "refused", "timeout", "portal"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _header(headers: Mapping[str, str], name: str) -> str:
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), "")
