"""Map the reasons why the line is down to error codes that have a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.protocol.carriage import LineDownError

_CODES = {
    "not_signed": "line_portal",
    "unreadable": "line_portal",
    "too_large": "line_portal",
    "server_broken": "line_server",
    "clock": "line_clock",
    "dns": "line_dns",
    "proxy": "line_proxy",
    "tls": "line_tls",
    "slow": "line_slow",
    "other_hub": "hub_key_wrong",
}


def line_code(reason: str) -> str:
    """Return the code for a LineDownError's reason; ``line_down`` for all reasons without their own code."""
    return _CODES.get(reason, "line_down")


@contextmanager
def line_faults() -> Iterator[None]:
    """Raise LineDownError as EnvironmentFault."""
    try:
        yield
    except LineDownError as down:
        raise EnvironmentFault(line_code(down.reason)) from None
