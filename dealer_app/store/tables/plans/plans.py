"""The tables of sale plans (each version with what lists filter by, and all its fields) and of their brochures."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class PlanRecord(Identified, Base):
    """One version of a plan; ``fields`` is all of it. A price of 0 was not announced: such a plan cannot be ordered.

    A row of an older head office may have no code; any other version is there once.
    """

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint(one_of("origin", "hub", "sheet"), name="origin"),
        Index("ix_plans_code_version", "code", "version", unique=True, sqlite_where=text("code <> ''")),
        Index("ix_plans_car_key", "car_key"),
    )

    code: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = empty_text()
    name: Mapped[str] = empty_text()
    car_key: Mapped[str] = empty_text()
    price: Mapped[int] = mapped_column(BigInteger, default=0)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    origin: Mapped[str] = mapped_column(default="hub")
    received_at: Mapped[datetime]
    fields: Mapped[dict[str, Any]]


class BrochureRecord(Identified, Base):
    """A brochure as it was issued at this counter; it stays if head office withdraws the plan."""

    __tablename__ = "brochures"

    plan_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[str]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
