"""PostgreSQL for the tests: one server per worker, one template, a fresh copy of it for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from dealer_app.hub.database.embedded import start_postgres
from dealer_app.hub.database.roles import init_hub

_NUMBERS = count(1)
TEMPLATE = "bajeh_template"


@contextmanager
def hub_database() -> Iterator[str]:
    """Yield the owner's address of a fresh hub database, and drop the database afterwards."""
    name = f"bajeh_{os.getpid()}_{next(_NUMBERS)}"
    _make_template()
    _run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    try:
        yield address_of(name)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


def address_of(name: str) -> str:
    """Return the address of a database on the tests' server."""
    return str(server().get_uri(name))


@cache
def server() -> Any:
    """Return the server of this process; it is stopped when the process ends."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="bajeh-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the library warns if it is not set
    started = start_postgres(folder)

    def stop() -> None:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return started


@cache
def _make_template() -> None:
    _run(f"CREATE DATABASE {TEMPLATE}")
    init_hub(address_of(TEMPLATE))


def _run(statement: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(statement)
