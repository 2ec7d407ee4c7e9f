"""The table of number leases: ranges from which a document takes its number in its own transaction.

Until enrolment the counter leases ranges to itself. If head office's ranges run out, numbers come from a provisional
range above any lease. So the counter never stops, and such a number is recognised as waiting for confirmation.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, case, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.store.core.base import Base, one_of, row_number
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.numbers import NUMBERS

KINDS = tuple(NUMBERS)
_LOCAL_SIZE = 10_000
_PROVISIONAL_FIRST, _PROVISIONAL_SIZE = 90_000_000, 1_000_000  # eight digits, the limit of a bill's file number


class LeaseRecord(Base):
    """A range of numbers of one kind; two ranges of a kind never overlap (trigger)."""

    __tablename__ = "leases"
    __table_args__ = (
        CheckConstraint(one_of("kind", *KINDS), name="kind"),
        CheckConstraint(one_of("origin", "local", "hub", "provisional"), name="origin"),
        CheckConstraint("first >= 1 AND first <= next AND next <= last + 1", name="range"),
        Index("ix_leases_kind", "kind"),
    )

    row: Mapped[int] = row_number()
    kind: Mapped[str]
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    next: Mapped[int] = mapped_column(BigInteger)
    origin: Mapped[str]
    granted_at: Mapped[datetime]


def take_number(unit: Unit, kind: str) -> int:
    """Take the next number of ``kind`` (one of KINDS) in the unit's transaction; a rollback returns it."""
    if kind not in KINDS:
        raise KeyError(kind)
    number = _next_number(unit.session, kind)
    if number is None:
        _grant(unit, kind)
        number = _next_number(unit.session, kind)
    assert number is not None
    return number


def is_provisional(number: int) -> bool:
    """Return whether ``number`` is from a provisional range and waits for its final number."""
    return number >= _PROVISIONAL_FIRST


def add_lease(unit: Unit, kind: str, first: int, last: int, origin: str = "hub") -> None:
    """Store a granted range; the database refuses a range that overlaps another of its kind."""
    unit.session.execute(
        insert(LeaseRecord),
        {"kind": kind, "first": first, "last": last, "next": first, "origin": origin, "granted_at": unit.now},
    )


def close_ranges(session: Session, *origins: str) -> None:
    """Close every open range of these origins; no more numbers are taken from them."""
    open_ones = update(LeaseRecord).where(LeaseRecord.next <= LeaseRecord.last, LeaseRecord.origin.in_(origins))
    session.execute(open_ones.values(last=LeaseRecord.next - 1), execution_options={"synchronize_session": False})


def newest_end(session: Session, kind: str) -> int:
    """Return the last number of the newest range that head office granted, 0 if there is none."""
    mine = LeaseRecord.kind == kind, LeaseRecord.origin == "hub"
    return session.scalar(select(func.max(LeaseRecord.last)).where(*mine)) or 0


def list_kinds_to_refill(session: Session) -> tuple[str, ...]:
    """Return the kinds of which at most half of head office's numbers are left; used ranges do not count."""
    left = func.sum(LeaseRecord.last - LeaseRecord.next + 1)
    is_open = LeaseRecord.next <= LeaseRecord.last
    size = func.sum(case((is_open, LeaseRecord.last - LeaseRecord.first + 1), else_=0))
    low = select(LeaseRecord.kind).where(LeaseRecord.origin == "hub").group_by(LeaseRecord.kind)
    return tuple(session.scalars(low.having(left * 2 <= size).order_by(LeaseRecord.kind)))


def _next_number(session: Session, kind: str) -> int | None:
    open_range = (
        select(LeaseRecord.row)
        .where(LeaseRecord.kind == kind, LeaseRecord.next <= LeaseRecord.last)
        .order_by(LeaseRecord.first)
        .limit(1)
        .scalar_subquery()
    )
    take = update(LeaseRecord).where(LeaseRecord.row == open_range).values(next=LeaseRecord.next + 1)
    taken = session.execute(
        take.returning(LeaseRecord.next), execution_options={"synchronize_session": False}
    ).one_or_none()
    return None if taken is None else int(taken.next) - 1


def _grant(unit: Unit, kind: str) -> None:
    """Open the next range: before enrolment a local one, afterwards a provisional one above any granted range."""
    mine = LeaseRecord.kind == kind
    granted = select(LeaseRecord.row).where(mine, LeaseRecord.origin == "hub").limit(1)
    is_local = current_enrolment(unit.session) is None and unit.session.scalar(granted) is None
    origin, first, size = (
        ("local", 1, _LOCAL_SIZE) if is_local else ("provisional", _PROVISIONAL_FIRST, _PROVISIONAL_SIZE)
    )
    highest = unit.session.scalar(select(func.max(LeaseRecord.last)).where(mine, LeaseRecord.origin == origin))
    start = first if highest is None else highest + 1
    add_lease(unit, kind, start, start + size - 1, origin)
