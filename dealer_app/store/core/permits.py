"""Permits lift the guards (triggers) in one transaction, to wipe rows, re-point ids or change numbers."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base
from dealer_app.store.core.unit import Unit


class PermitRecord(Base):
    """A permit; it is deleted before its transaction ends."""

    __tablename__ = "permits"

    reason: Mapped[str] = mapped_column(primary_key=True)


@contextmanager
def permitted(unit: Unit, reason: str) -> Iterator[None]:
    """Lift the guards inside the block; ``reason`` is what head office ordered (wipe, match, alias, number)."""
    unit.session.execute(insert(PermitRecord), {"reason": reason})
    try:
        yield
    finally:
        unit.session.execute(delete(PermitRecord).where(PermitRecord.reason == reason))
