"""Connect to head office's PostgreSQL; a transaction sees one dealership and no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from dealer_app.hub.database.schema import heads

SERVICE_ROLE = "bajeh_hub"
SCOPE = "bajeh.dealership"


@dataclass(frozen=True, slots=True)
class Device:
    """A counter as the hub knows it; ``window_no`` is the number of its window of provisional numbers."""

    device: str
    dealership: str
    public_key: bytes
    box_key: bytes
    epoch: int
    acked_n: int
    acked_hash: str
    state: str
    window_no: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction of one dealership; row-level security limits ``connection`` to it."""

    connection: Connection
    dealership: str
    device: Device | None
    now: datetime

    @property
    def caller(self) -> Device:
        """Return the device that calls; transactions of head office itself have none."""
        assert self.device is not None
        return self.device


def engine_of(url: str, *, role: str = SERVICE_ROLE) -> Engine:
    """Return an engine on ``url`` (postgresql://…) whose connections act as ``role``; "" keeps the address's role."""
    options = f"-c role={role}" if role else ""
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    return create_engine(address, connect_args={"options": options}, pool_size=8, max_overflow=8, pool_pre_ping=True)


@contextmanager
def transaction(engine: Engine, dealership: str, now: datetime, device: Device | None = None) -> Iterator[Transaction]:
    """Yield a transaction of ``dealership``: committed at the end, rolled back on any exception."""
    with engine.begin() as connection:
        enter(connection, dealership)
        yield Transaction(connection, dealership, device, now)


def enter(connection: Connection, dealership: str) -> None:
    """Limit the rest of the connection's transaction to ``dealership`` and to broadcast rows."""
    connection.execute(text("SELECT set_config(:name, :value, true)"), {"name": SCOPE, "value": dealership})


@contextmanager
def within(tx: Transaction, dealership: str) -> Iterator[None]:
    """Limit the block to ``dealership``, then return to the transaction's own; an error of the database ends both.

    After such an error no statement runs any more: another one would hide the error that tells what happened.
    """
    enter(tx.connection, dealership)
    try:
        yield
    except DBAPIError:
        raise
    except BaseException:
        enter(tx.connection, tx.dealership)
        raise
    enter(tx.connection, tx.dealership)


def lock_head(tx: Transaction) -> int:
    """Lock the dealership's head row until the commit and return its last seq; other writers wait for it (I11)."""
    head = select(heads.c.seq).where(heads.c.dealership == tx.dealership).with_for_update()
    return int(tx.connection.scalars(head).one())
