"""The table of enrolments: device, keys, and the positions in outbox and feed; the current row is in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.store.core.base import Base, empty_text, one_of, row_number
from dealer_app.store.core.unit import Unit


class EnrolmentRecord(Base):
    """One enrolment. ``new`` has keys and waits for head office's answer. Only this database has the private keys."""

    __tablename__ = "enrolments"
    __table_args__ = (
        CheckConstraint(one_of("state", "new", "active", "forked", "superseded", "revoked"), name="state"),
        Index("ix_enrolments_is_current", "is_current", unique=True, sqlite_where=text("is_current")),
    )

    row: Mapped[int] = row_number()
    device: Mapped[str] = empty_text()
    dealership: Mapped[str] = empty_text()
    hub_url: Mapped[str] = empty_text()
    code_hash: Mapped[str] = empty_text()
    counter: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default="new")
    trouble: Mapped[str] = empty_text()
    signing_key: Mapped[bytes] = mapped_column(LargeBinary)
    box_key: Mapped[bytes] = mapped_column(LargeBinary)
    hub_key: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    hub_box_key: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    epoch: Mapped[int] = mapped_column(default=1)
    base_n: Mapped[int] = mapped_column(default=0)
    acked_n: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    broadcast: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    compared_at: Mapped[datetime | None]
    is_current: Mapped[bool] = mapped_column(default=False)


STOPPED = frozenset({"forked", "superseded", "revoked"})
"""States in which this database queues no more commands for head office."""


def current_enrolment(session: Session) -> EnrolmentRecord | None:
    """Return the current enrolment, None for a counter that never enrolled."""
    return session.scalars(select(EnrolmentRecord).where(EnrolmentRecord.is_current)).one_or_none()


def change_enrolment(unit: Unit, **changes: Any) -> None:  # noqa: ANN401 - columns of the table
    """Change columns of the current enrolment."""
    statement = update(EnrolmentRecord).where(EnrolmentRecord.is_current).values(changes)
    unit.session.execute(statement, execution_options={"synchronize_session": "fetch"})


def is_stopped(session: Session) -> bool:
    """Return whether this database may queue no commands (a restored backup, a copied PC, a device shut out)."""
    state = session.scalar(select(EnrolmentRecord.state).where(EnrolmentRecord.is_current))
    return state in STOPPED


def is_asking(session: Session) -> bool:
    """Return whether the newest enrolment is a request on a stick that has no answer yet."""
    newest = session.execute(
        select(EnrolmentRecord.state, EnrolmentRecord.hub_key).order_by(EnrolmentRecord.row.desc()).limit(1)
    ).one_or_none()
    is_active = session.scalar(select(EnrolmentRecord.state).where(EnrolmentRecord.is_current)) == "active"
    return newest is not None and newest.state == "new" and bool(newest.hub_key) and not is_active
