"""Look whether head office's database answers, at most once a second, however often a monitor asks."""

import asyncio
import time

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

FRESH_S = 1.0


class Health:
    """The state of the database, as it was at most ``FRESH_S`` seconds ago."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._at, self._is_well = float("-inf"), False
        self._lock = asyncio.Lock()

    async def look(self) -> bool:
        """Return whether the database answers; callers at the same time share one question to it."""
        async with self._lock:
            if time.monotonic() - self._at >= FRESH_S:
                self._is_well = await run_in_threadpool(_is_well, self._engine)
                self._at = time.monotonic()
            return self._is_well


def _is_well(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) >= 0 FROM heads WHERE dealership = '*'")) is True
    except SQLAlchemyError:
        return False
