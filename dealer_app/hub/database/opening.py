"""Open head office's database for its commands: by HUB_DATABASE_URL, else a PostgreSQL that starts by itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError, SQLAlchemyError

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.hub.database.database import SERVICE_ROLE, engine_of
from dealer_app.hub.database.embedded import start_postgres
from dealer_app.hub.database.keys import HubKeys, ready_keys

URL_VARIABLE, HOME_VARIABLE = "HUB_DATABASE_URL", "BAJEH_HUB_HOME"
_SCHEMES = ("postgresql://", "postgres://")
_NOT_MADE = frozenset({"42P01", "42883", "42703"})
"""PostgreSQL's codes for a table, a function and a column that does not exist (``hub init`` makes them)."""


@dataclass(frozen=True, slots=True)
class OfficeDatabase:
    """The open database of head office; ``url`` is the address of the database's owner."""

    url: str
    engine: Engine
    keys: HubKeys

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        return datetime.now(UTC)

    def list_dealerships(self) -> tuple[str, ...]:
        """Return the codes of all dealerships, without head office's own ``*``."""
        with self.engine.begin() as connection:
            return tuple(code for code in connection.scalars(text("SELECT list_dealerships()")) if code != "*")

    def check_dealership(self, code: str) -> None:
        """Raise Refusal ``hub_dealership_unknown`` for a code that head office does not know."""
        if code not in self.list_dealerships():
            raise Refusal("hub_dealership_unknown", code=code)


@contextmanager
def open_office(home: Path) -> Iterator[OfficeDatabase]:
    """Yield head office's database; a trial's PostgreSQL runs as long as a process uses it.

    Raises EnvironmentFault ``hub_database_down``, ``hub_database_url``, ``hub_not_ready``, ``hub_postgres_missing``.
    """
    url = os.environ.get(URL_VARIABLE, "")
    if url and not url.startswith(_SCHEMES):
        raise EnvironmentFault("hub_database_url")
    server = None if url else start_postgres(home / "postgres")
    address = url if server is None else str(server.get_uri())
    engine = engine_of(address)
    try:
        yield OfficeDatabase(address, engine, ready_keys(home))
    except (OperationalError, ProgrammingError) as error:
        fault = _fault_of(address, error)
        if fault is None:
            raise
        raise fault from error
    finally:
        engine.dispose()
        if server is not None:
            server.cleanup()


def _fault_of(address: str, error: DBAPIError) -> EnvironmentFault | None:
    """Return the fault that an administrator can mend; None for a bug."""
    if isinstance(error, ProgrammingError):
        state = getattr(error.orig, "sqlstate", None)
        return EnvironmentFault("hub_not_ready") if state in _NOT_MADE else None
    return EnvironmentFault("hub_not_ready" if _answers(address) else "hub_database_down")


def _answers(address: str) -> bool:
    """Return whether the server lets its owner in, so that only the service's role is missing."""
    engine = engine_of(address, role="")
    try:
        with engine.connect() as connection:
            return not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :r"), {"r": SERVICE_ROLE})
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()
