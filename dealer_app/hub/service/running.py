"""Run the HTTP service in one process: files enough for its connections, and faults of the machine that pass."""

import asyncio
import logging
import socket
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

import uvicorn

from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.connections import guarded
from dealer_app.hub.service.limits import Limits, Load
from dealer_app.hub.service.server import make_app

LOG = logging.getLogger("bajeh.hub")
OTHER_FILES = 100
"""Files of a process that are no connection of a counter: the database's connections, logs, libraries."""
_QUIET_S = 60.0
_STOP_S = 20


class OncePerMinute:
    """Report a fault that repeats at most once a minute, with the count since the last report."""

    def __init__(self) -> None:
        self._at, self._count = float("-inf"), 0

    def report(self, event: str, fault: str) -> None:
        """Count a fault; log it if the last report is a minute old."""
        self._count += 1
        if time.monotonic() - self._at >= _QUIET_S:
            LOG.error(event, extra={"fault": fault, "count": self._count})
            self._at, self._count = time.monotonic(), 0


class Server(uvicorn.Server):
    """uvicorn's server, which goes on when the machine has no file left for a new connection."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen; asyncio itself tries again a second after a failed accept."""
        loop, faults = asyncio.get_running_loop(), OncePerMinute()

        def note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            faults.report("accept" if "socket" in context else "loop", type(error).__name__)

        loop.set_exception_handler(note)
        await super().startup(sockets)


def serve(
    service: CallService,
    load: Load,
    host: str,
    port: int,
    *,
    limits: Limits | None = None,
    is_measured: bool = False,
    sockets: list[socket.socket] | None = None,
) -> None:
    """Serve until the process is asked to stop; calls under way are finished first."""
    known = fitting(limits or Limits())
    config = uvicorn.Config(
        make_app(service, load, known, is_measured=is_measured),
        host,
        port,
        http=guarded(known),
        ws="none",
        log_config=None,
        log_level=logging.CRITICAL,  # its lines are no JSON, and a stranger's nonsense would fill the disk with them
        access_log=False,
        timeout_graceful_shutdown=_STOP_S,
    )
    Server(config).run(sockets)


def fitting(limits: Limits) -> Limits:
    """Raise the process's limit of open files as far as it may; return limits that fit into it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return limits
    wanted = limits.connections * 9 // 8 + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return limits
    with suppress(ValueError, OSError):
        soft_wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft_wanted, hard))
        soft = soft_wanted
    if soft >= wanted:
        return limits
    LOG.error("few_files", extra={"count": soft})
    return replace(limits, connections=max(1, (soft - OTHER_FILES) * 8 // 9))
