"""Make large snapshots beside the calls: a counter that asks meanwhile is told to come back."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Lock, Thread

from sqlalchemy import Engine

from dealer_app.hub.database.database import transaction
from dealer_app.hub.feed import snapshots

LOG = logging.getLogger("bajeh.hub")
MOST = 2


class SnapshotMaker:
    """Makes at most ``MOST`` snapshots at once in this process; the database keeps other processes from the same."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock
        self._under_way: set[str] = set()
        self._lock = Lock()

    def start(self, dealership: str) -> None:
        """Begin to make a dealership's snapshot, unless it is under way or all places are taken."""
        with self._lock:
            if dealership in self._under_way or len(self._under_way) >= MOST:
                return
            self._under_way.add(dealership)
        Thread(target=self._make, args=(dealership,), name="snapshot", daemon=True).start()

    def _make(self, dealership: str) -> None:
        try:
            with transaction(self._engine, dealership, self._clock()) as tx:
                snapshots.make_missing(tx)
        except Exception as error:  # noqa: BLE001 - the next call starts it again; no trace, which could name data
            LOG.error("snapshot", extra={"fault": type(error).__name__})  # noqa: TRY400
        finally:
            with self._lock:
                self._under_way.discard(dealership)
