"""Tables of what head office sent: outcomes, versions and digests, rows that could not be applied yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, empty_text


class OutcomeRecord(Base):
    """Head office's outcome of one outbox entry; ``seq`` is the feed row that shows its effect."""

    __tablename__ = "outcomes"

    n: Mapped[int] = mapped_column(ForeignKey("outbox.n"), primary_key=True)
    state: Mapped[str]
    code: Mapped[str] = empty_text()
    seq: Mapped[int] = mapped_column(default=0)
    alias_of: Mapped[str] = empty_text()
    number: Mapped[str] = empty_text()
    doc: Mapped[dict[str, Any]]
    heard_at: Mapped[datetime]


class FeedRowRecord(Base):
    """A feed row as it was applied: its version (older ones are ignored) and the digest of its document."""

    __tablename__ = "feed_rows"

    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    is_broadcast: Mapped[bool]
    version: Mapped[int]
    seq: Mapped[int]
    op: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class KeptRowRecord(Base):
    """A raw feed row that could not be applied, with the reason; retried after its parent arrives or an upgrade."""

    __tablename__ = "kept_rows"
    __table_args__ = (Index("ix_kept_rows_kind_id", "kind", "id"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    is_broadcast: Mapped[bool]
    version: Mapped[int]
    seq: Mapped[int]
    op: Mapped[str]
    doc: Mapped[str]
    reason: Mapped[str]
    kept_at: Mapped[datetime]


class RowStateRecord(Base):
    """The state that head office gave to a row made by a counter."""

    __tablename__ = "row_states"

    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str]
    code: Mapped[str] = empty_text()


class CentralRowRecord(Base):
    """A feed row of a kind that no page of this version shows yet (plans, rules), kept with its full document."""

    __tablename__ = "central_rows"

    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    doc: Mapped[str]


class ConflictRecord(Base):
    """A field of a customer with two values: ``kept`` is in force, ``other`` was written at ``device``."""

    __tablename__ = "conflicts"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    kept: Mapped[str]
    other: Mapped[str]
    is_ours: Mapped[bool]


class AliasRecord(Base):
    """An id that refers to another customer's file, because head office knew the person before."""

    __tablename__ = "aliases"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    target: Mapped[UUID]


class FinalNumberRecord(Base):
    """A printed number that head office changed; the printed number can be found permanently."""

    __tablename__ = "final_numbers"
    __table_args__ = (Index("ix_final_numbers_number", "number"), Index("ix_final_numbers_printed", "printed"))

    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    printed: Mapped[str]
    number: Mapped[str]


class UnmatchedOrderRecord(Base):
    """An order imported before enrolment that head office does not know; staff must handle it."""

    __tablename__ = "unmatched_orders"

    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    noted_at: Mapped[datetime]
