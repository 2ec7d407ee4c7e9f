"""The table with the last moment that was believed; each audit row moves it on, a manager's confirmation sets it."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.domain.days import LONGEST_PAUSE_DAYS, doubt_of
from dealer_app.store.core.base import Base, row_number

_PLAIN = {"synchronize_session": False}
_LEAST_STEP = timedelta(seconds=10)  # the row is not written for each of many audit rows of one moment


class ClockRecord(Base):
    """The one row: the last believed moment (NULL before the first), and the days of pause that are usual here."""

    __tablename__ = "clock"
    __table_args__ = (CheckConstraint("row = 1", name="row"), CheckConstraint("longest_pause_days > 0", name="pause"))

    row: Mapped[int] = row_number()
    believed_at: Mapped[datetime | None]
    longest_pause_days: Mapped[int] = mapped_column(default=LONGEST_PAUSE_DAYS)


def read_clock(session: Session) -> tuple[datetime | None, int]:
    """Return the last believed moment and the longest usual pause in days."""
    row = session.execute(select(ClockRecord.believed_at, ClockRecord.longest_pause_days)).one_or_none()
    return (None, LONGEST_PAUSE_DAYS) if row is None else (row[0], row[1])


def move_clock(session: Session, now: datetime) -> None:
    """Move the last believed moment on to ``now`` if ``now`` can be believed; otherwise leave it."""
    believed_at, longest = read_clock(session)
    is_later = believed_at is None or now - believed_at >= _LEAST_STEP
    if is_later and doubt_of(now, believed_at, longest) is None:
        set_clock(session, now)


def set_clock(session: Session, believed_at: datetime) -> None:
    """Set the last believed moment, as a manager confirmed it."""
    session.execute(update(ClockRecord).values(believed_at=believed_at), execution_options=_PLAIN)


def set_pause(session: Session, days: int) -> None:
    """Set the longest usual pause in days."""
    session.execute(update(ClockRecord).values(longest_pause_days=days), execution_options=_PLAIN)
