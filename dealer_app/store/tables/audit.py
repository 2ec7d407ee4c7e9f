"""The table of the audit: append-only, hash-chained, with ids instead of names."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.domain.staff import roles_text
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.store.core.base import Base, empty_text
from dealer_app.store.core.chain import GENESIS, chain_hash
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.clock import move_clock

AUDIT_HEAD = "audit_head"
"""The key of a session's ``info`` with number and hash of the newest row that it wrote."""


class AuditRecord(Base):
    """One action: who did what to which row, and when; triggers refuse UPDATE and DELETE."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_kind_subject_id", "kind", "subject_id"),)

    n: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[UUID | None]
    role: Mapped[str]
    counter: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    detail: Mapped[str] = empty_text()
    previous_hash: Mapped[str]
    hash: Mapped[str]


def write_audit(
    unit: Unit, action: str, kind: str, subject_id: UUID | None, detail: dict[str, Any] | None = None
) -> None:
    """Append one row in the unit's transaction; ``detail`` holds ids, codes and field names, never personal data.

    A row of the command line also names the operating system's user.
    """
    n, previous = audit_head(unit.session)
    values = {
        "n": n + 1,
        "at": unit.now,
        "staff_id": unit.actor.staff_id,
        "role": roles_text(unit.actor.roles),
        "counter": unit.actor.counter,
        "action": action,
        "kind": kind,
        "subject_id": subject_id,
        "detail": canonical_json({**(detail or {}), **_os_user(unit)}),
        "previous_hash": previous,
    }
    hash_ = audit_hash(values)
    unit.session.execute(insert(AuditRecord), {**values, "hash": hash_})
    unit.session.info[AUDIT_HEAD] = n + 1, hash_
    move_clock(unit.session, unit.now)


def _os_user(unit: Unit) -> dict[str, str]:
    return {"os_user": unit.actor.os_user} if unit.actor.os_user else {}


def audit_head(session: Session) -> tuple[int, str]:
    """Return the last number and hash of the chain."""
    newest = select(AuditRecord.n, AuditRecord.hash).order_by(AuditRecord.n.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    return (0, GENESIS) if row is None else (row.n, row.hash)


def audit_hash(row: dict[str, Any]) -> str:
    """Return the hash that a row with these columns must have."""
    facts = ("n", "staff_id", "role", "counter", "action", "kind", "subject_id", "detail")
    return chain_hash(row["previous_hash"], instant_text(row["at"]), *(row[name] for name in facts))
