"""The tables of the directory: dealerships, days on which one was closed, address slips."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class DealershipRecord(Identified, Base):
    """A dealership of the network, known by its code.

    ``phone`` and ``hours`` are the first telephone and the hours as a sentence: older rows have only these. ``phones``,
    ``opening`` and ``phone_opening`` are as ``domain.directory`` encodes them. ``published`` is the version of head
    office's row, None if there is none.
    """

    __tablename__ = "dealerships"
    __table_args__ = (CheckConstraint(one_of("origin", "hub", "manager"), name="origin"),)

    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(default="", index=True)
    owner: Mapped[str] = empty_text()
    province: Mapped[str] = empty_text()
    city: Mapped[str] = empty_text()
    address: Mapped[str] = empty_text()
    services: Mapped[str] = empty_text()
    phone: Mapped[str] = empty_text()
    phones: Mapped[str] = empty_text()
    latitude: Mapped[str] = empty_text()
    longitude: Mapped[str] = empty_text()
    hours: Mapped[str] = empty_text()
    opening: Mapped[str] = empty_text()
    phone_opening: Mapped[str] = empty_text()
    valid_from: Mapped[date | None]
    source: Mapped[str] = empty_text()
    origin: Mapped[str] = mapped_column(default="hub")
    edited_by: Mapped[str] = empty_text()
    published: Mapped[int | None]


class ClosureRecord(Base):
    """A dealership closed for one day; with ``is_closed`` False it was opened again."""

    __tablename__ = "closures"

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_closed: Mapped[bool] = mapped_column(default=True)
    told_by: Mapped[str] = empty_text()
    told_at: Mapped[datetime]


class AddressRecord(Identified, Base):
    """One address slip; changed facts of the dealership give another one. Triggers refuse to change or delete a row."""

    __tablename__ = "addresses"
    __table_args__ = (CheckConstraint("length(number) > 0", name="number"),)

    code: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
