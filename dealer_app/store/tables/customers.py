"""The table of customers: one row per person, unique by code, with the keys for search and sorting."""

import re
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Text, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from dealer_app.domain.persian import normalise, sort_key
from dealer_app.store.core.base import Base, Identified, empty_text, one_of
from dealer_app.store.core.types import OptionalText


class CustomerRecord(Identified, Base):
    """A customer; the columns are ``CustomerFields`` and the counter's own.

    ``national_code`` holds the code of any kind of person, unique. ``name``, ``name_key`` and ``name_sort`` are derived
    from the names (``customer_keys``): the ORM fills them, Core inserts must provide them.
    """

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint(one_of("kind", "natural", "legal", "foreign"), name="kind"),
        CheckConstraint(one_of("gender", "", "female", "male"), name="gender"),
        CheckConstraint(one_of("activation", "pending", "active"), name="activation"),
        CheckConstraint(one_of("origin", "counter", "import", "hub"), name="origin"),
    )

    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(default="natural")
    national_code: Mapped[str] = mapped_column(OptionalText, unique=True, nullable=True)
    given_name: Mapped[str] = empty_text()
    family_name: Mapped[str] = empty_text()
    father_name: Mapped[str] = empty_text()
    birth_on: Mapped[date | None]
    birth_certificate_number: Mapped[str] = empty_text()
    birth_place: Mapped[str] = empty_text()
    gender: Mapped[str] = empty_text()
    passport_number: Mapped[str] = empty_text()
    representative_name: Mapped[str] = empty_text()
    representative_national_code: Mapped[str] = empty_text()
    mobile: Mapped[str] = mapped_column(OptionalText, index=True, nullable=True)
    landline: Mapped[str] = empty_text()
    province: Mapped[str] = empty_text()
    city: Mapped[str] = empty_text()
    postal_code: Mapped[str] = empty_text()
    address: Mapped[str] = empty_text()
    sheba: Mapped[str] = empty_text()
    is_sheba_own: Mapped[bool] = mapped_column(default=False)
    job: Mapped[str] = empty_text()
    workplace: Mapped[str] = empty_text()
    work_phone: Mapped[str] = empty_text()
    education: Mapped[str] = empty_text()
    note: Mapped[str] = empty_text()

    name: Mapped[str] = empty_text()
    name_key: Mapped[str] = empty_text()
    name_sort: Mapped[str] = mapped_column(Text, default="", index=True)
    activation: Mapped[str] = mapped_column(default="pending")
    is_identity_seen: Mapped[bool] = mapped_column(default=False)
    registered_at: Mapped[datetime]
    registration_number: Mapped[str] = mapped_column(OptionalText, unique=True, nullable=True)
    origin: Mapped[str] = mapped_column(default="counter")


class CustomerWordRecord(Base):
    """One word of a customer's name: the prefix index for words too short for trigrams; triggers update it."""

    __tablename__ = "customer_words"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    word: Mapped[str] = mapped_column(primary_key=True)
    customer_row: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


def customer_keys(given_name: str, family_name: str) -> dict[str, str]:
    """Return the columns derived from the names: ``name`` to show, ``name_key`` to search, ``name_sort`` to sort.

    The sort is by family name first, in the order of the Persian alphabet.
    """
    return {
        "name": f"{given_name} {family_name}".strip(),
        "name_key": name_key(f"{given_name} {family_name}"),
        "name_sort": sort_key(f"{family_name} {given_name}"),
    }


def name_key(text: str) -> str:
    """Return the words of a name or of a search text in the form of the index: letters and digits only."""
    return " ".join(re.findall(r"\w+", normalise(text)))


@event.listens_for(CustomerRecord, "before_insert")
@event.listens_for(CustomerRecord, "before_update")
def _fill_keys(mapper: Mapper[Any], connection: object, target: CustomerRecord) -> None:  # noqa: ARG001 - SQLAlchemy's form
    for key, value in customer_keys(target.given_name or "", target.family_name or "").items():
        setattr(target, key, value)
