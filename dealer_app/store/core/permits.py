"""The one exception to the guards: a transaction that holds a permit may wipe rows, re-point them, change numbers."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base
from dealer_app.store.core.unit import Unit


class PermitRecord(Base):
    """A permit; it never outlives its transaction."""

    __tablename__ = "permits"

    reason: Mapped[str] = mapped_column(primary_key=True)


@contextmanager
def permitted(unit: Unit, reason: str) -> Iterator[None]:
    """Lift the guards for the block; ``reason`` names what head office ordered (wipe, match, alias, number)."""
    unit.session.execute(insert(PermitRecord), {"reason": reason})
    try:
        yield
    finally:
        unit.session.execute(delete(PermitRecord).where(PermitRecord.reason == reason))
