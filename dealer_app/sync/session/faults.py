"""Why there is no line, in the codes that have a sentence."""

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
    "other_hub": "hub_key_wrong",
}


def line_code(reason: str) -> str:
    """Return the code of a LineDownError's reason; ``line_down`` for whatever is only a line that is down."""
    return _CODES.get(reason, "line_down")


@contextmanager
def line_faults() -> Iterator[None]:
    """Say as EnvironmentFault that there is no line."""
    try:
        yield
    except LineDownError as down:
        raise EnvironmentFault(line_code(down.reason)) from None
