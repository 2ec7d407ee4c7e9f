"""Head office's database as its commands find it: by HUB_DATABASE_URL, else a PostgreSQL that starts by itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.hub.database import engine_of
from dealer_app.hub.embedded import start_postgres
from dealer_app.hub.keys import HubKeys, ready_keys

URL_VARIABLE, HOME_VARIABLE = "HUB_DATABASE_URL", "BAJEH_HUB_HOME"


@dataclass(frozen=True, slots=True)
class House:
    """The open head office; ``url`` is the database owner's address."""

    url: str
    engine: Engine
    keys: HubKeys

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return datetime.now(UTC)

    def list_dealerships(self) -> tuple[str, ...]:
        """Return the codes of all dealerships, without head office's own ``*``."""
        with self.engine.begin() as connection:
            return tuple(code for code in connection.scalars(text("SELECT list_dealerships()")) if code != "*")


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    """Yield head office's database; a trial's PostgreSQL runs as long as somebody uses it.

    Raises EnvironmentFault ``hub_database_down``, ``hub_postgres_missing``.
    """
    url = os.environ.get(URL_VARIABLE, "")
    server = None if url else start_postgres(home / "postgres")
    address = url if server is None else str(server.get_uri())
    engine = engine_of(address)
    try:
        yield House(address, engine, ready_keys(home))
    except OperationalError as error:
        raise EnvironmentFault("hub_database_down") from error
    finally:
        engine.dispose()
        if server is not None:
            server.cleanup()
