"""A negative control: a hub that answers a push before it commits, which breaks promise I3.

python -m tests.chaos.hasty_hub hub serve --port PORT
"""

import sys
from threading import Timer

from msgspec import Struct

from dealer_app.cli.parser import main
from dealer_app.hub.database.database import Device, transaction
from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.endpoints import POSTS
from dealer_app.protocol import wire

LATE_S = 1.0


def answer_first(service: CallService, device: Device, path: str, body: bytes) -> Struct | None:
    """Run the handler of a path, return its answer, and commit a push LATE_S seconds later."""
    kind, handler = POSTS[path]
    opened = transaction(service.engine, device.dealership, service.clock(), device)
    tx = opened.__enter__()
    try:
        answer = handler(tx, wire.decode(kind, body))
    except BaseException:
        opened.__exit__(*sys.exc_info())
        raise
    commit = Timer(LATE_S if path == "/v1/push" else 0, opened.__exit__, (None, None, None))
    commit.daemon = True
    commit.start()
    return answer


if __name__ == "__main__":
    setattr(CallService, "run", answer_first)  # noqa: B010 - mypy does not take a function for a method
    raise SystemExit(main(sys.argv[1:]))
