"""The table of the outbox: commands for head office, written in the document's own transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import Refusal
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.store.core.base import Base, one_of
from dealer_app.store.core.chain import GENESIS, chain_hash
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import is_stopped


class OutboxRecord(Base):
    """One command for head office; only ``state`` may change, and no row is deleted (triggers).

    ``n`` is contiguous. ``subject_id`` is the local row that the command is about; the hash does not cover it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(
            one_of("state", "queued", "sent", "applied", "applied_with_change", "rejected", "deferred", "quarantined"),
            name="state",
        ),
        Index("ix_outbox_state", "state"),
        Index("ix_outbox_subject_id", "subject_id"),
    )

    n: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str]
    kind_version: Mapped[int] = mapped_column(default=1)
    body: Mapped[str]
    actor: Mapped[UUID | None]
    at: Mapped[datetime]
    base_version: Mapped[int | None]
    previous_hash: Mapped[str]
    hash: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    subject_id: Mapped[UUID | None]


def enqueue(
    unit: Unit,
    kind: str,
    body: dict[str, Any],
    base_version: int | None = None,
    subject_id: UUID | None = None,
    kind_version: int = 1,
) -> UUID:
    """Queue one command in the unit's transaction and return its id; ``subject_id`` is the row it is about.

    Raises Refusal ``counter_stopped`` if the database may queue no commands (a restored backup, a copied PC).
    """
    if is_stopped(unit.session):
        raise Refusal("counter_stopped")
    n, previous = outbox_head(unit.session)
    command_id: UUID = uuid7()
    values = {
        "n": n + 1,
        "command_id": command_id,
        "kind": kind,
        "kind_version": kind_version,
        "body": canonical_json(body),
        "actor": unit.actor.staff_id,
        "at": unit.now,
        "base_version": base_version,
        "previous_hash": previous,
    }
    unit.session.execute(
        insert(OutboxRecord), {**values, "hash": outbox_hash(values), "state": "queued", "subject_id": subject_id}
    )
    return command_id


def outbox_head(session: Session) -> tuple[int, str]:
    """Return the last number and hash of the chain."""
    newest = select(OutboxRecord.n, OutboxRecord.hash).order_by(OutboxRecord.n.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    return (0, GENESIS) if row is None else (row.n, row.hash)


def outbox_hash(row: dict[str, Any]) -> str:
    """Return the hash that a row with these columns must have."""
    facts = ("n", "command_id", "kind", "kind_version", "body", "actor", "base_version")
    return chain_hash(row["previous_hash"], instant_text(row["at"]), *(row[name] for name in facts))


def is_queued(session: Session, subject_id: UUID) -> bool:
    """Return whether a command about ``subject_id`` still waits for head office."""
    waiting = select(OutboxRecord.n).where(
        OutboxRecord.subject_id == subject_id, OutboxRecord.state.in_(("queued", "sent"))
    )
    return session.execute(waiting.limit(1)).first() is not None


def count_queued(session: Session) -> int:
    """Return how many commands wait for head office, for the status bar."""
    waiting = select(func.count()).select_from(OutboxRecord).where(OutboxRecord.state.in_(("queued", "sent")))
    return session.scalar(waiting) or 0
