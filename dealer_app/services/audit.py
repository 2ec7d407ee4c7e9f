"""Read the head of the audit, which the counter sends to head office with each session."""

from dataclasses import dataclass

from sqlalchemy import select

from dealer_app.store.core.chain import GENESIS
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables import audit as table


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The number of audit rows and the hex SHA-256 of the newest; an empty audit is (0, 64 zeros)."""

    count: int
    hash: str


def audit_head(unit: Unit) -> AuditHead:
    """Return the head of this counter's audit; it never shrinks, and a hash at a known count never changes."""
    return AuditHead(*table.audit_head(unit.session))


def audit_hash_at(unit: Unit, count: int) -> str:
    """Return the hash of row ``count``, "" if there is none.

    If head office knows the head (count, hash) of an earlier session and this returns another hash, the audit was cut
    or rewritten since.
    """
    if count == 0:
        return GENESIS
    known = select(table.AuditRecord.hash).where(table.AuditRecord.n == count)
    return unit.session.scalar(known) or ""
