"""The base class of every mapped record: naming convention, and the map from Python types to column types."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base class of every table of the counter's database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: UuidBlob,
        datetime: Instant,
        str: Text,
        dict[str, Any]: JsonText,
    }


def row_number() -> Mapped[int]:
    """Return the integer primary key: the order of inserts, and the row id of full-text rows (VACUUM keeps it)."""
    return mapped_column(primary_key=True, sort_order=-2)


def empty_text() -> Mapped[str]:
    """Return a text column in which "" means "not given"."""
    return mapped_column(default="")


class Identified:
    """A row with a UUIDv7 for the code above ``store`` and a row number for the database."""

    __mapper_args__: ClassVar[dict[str, Any]] = {"primary_key": ["id"]}

    row: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(UuidBlob, unique=True, sort_order=-1)


def one_of(column: str, *words: str) -> str:
    """Return the SQL of a check that ``column`` holds one of ``words`` (identifiers of the code, never input)."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"
