"""The tables of calls and call-backs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.calls.calls import CallBackState, CallOutcome
from dealer_app.domain.calls.gate import Fact
from dealer_app.store.core.base import Base, Identified, empty_text, one_of, row_number


class CallRecord(Identified, Base):
    """A call that has ended; triggers refuse to change or delete it.

    ``order_id`` is set only if the gate was open: a refused call names no file. ``fact`` is the one that was right.
    """

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint(one_of("outcome", *CallOutcome), name="outcome"),
        CheckConstraint(one_of("fact", "", *Fact), name="fact"),
        CheckConstraint("(outcome = 'identified') = (order_id IS NOT NULL)", name="order_id"),
        CheckConstraint("wrong >= 0", name="wrong"),
    )

    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"), index=True)
    outcome: Mapped[str]
    fact: Mapped[str] = empty_text()
    wrong: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime]
    asked: Mapped[str] = empty_text()
    answer: Mapped[str] = empty_text()
    spoken: Mapped[str] = empty_text()
    taken_by: Mapped[str] = empty_text()


class RefusedNumberRecord(Base):
    """A number that got a wrong answer in a refused call, here or at another counter; triggers keep it.

    ``number_hash`` is the hash by which the audit names it. The call itself may never have been recorded here.
    """

    __tablename__ = "refused_numbers"
    __table_args__ = (
        UniqueConstraint("call_id", "number_hash"),
        Index("ix_refused_numbers_number_hash", "number_hash", "refused_at"),
    )

    row: Mapped[int] = row_number()
    call_id: Mapped[UUID]
    number_hash: Mapped[str]
    refused_at: Mapped[datetime]


class CallBackRecord(Identified, Base):
    """A promise to call somebody back; its moment, owner and state change, the rest does not (triggers).

    ``call_id`` is the call in which it was promised. ``caller_name`` and ``phone`` are what a caller without a file
    said.
    """

    __tablename__ = "call_backs"
    __table_args__ = (
        CheckConstraint(one_of("state", *CallBackState), name="state"),
        CheckConstraint("length(subject) > 0", name="subject"),
        Index("ix_call_backs_state_due_at", "state", "due_at"),
    )

    call_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"), index=True)
    caller_name: Mapped[str] = empty_text()
    phone: Mapped[str] = empty_text()
    subject: Mapped[str]
    due_at: Mapped[datetime]
    owner_id: Mapped[UUID | None]
    owner_name: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default=str(CallBackState.OPEN))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    result: Mapped[str] = empty_text()
