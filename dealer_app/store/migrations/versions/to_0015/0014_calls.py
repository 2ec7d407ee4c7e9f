"""Tables of calls and call-backs; a call never changes, a call-back only in its moment, owner and state."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0014"
down_revision = "0013"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_KEPT = {
    "calls": "id, order_id, outcome, fact, wrong, started_at, ended_at, asked, answer, spoken, taken_by",
    "call_backs": "id, call_id, order_id, caller_name, phone, subject, made_at",
}


def _refuse(name: str, event: str, table: str) -> None:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {_NO_PERMIT} {refusal}")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=True),
        _text("outcome"),
        _text("fact"),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        *(_text(name) for name in ("asked", "answer", "spoken", "taken_by")),
        sa.CheckConstraint("outcome IN ('identified', 'refused', 'general')", name=op.f("ck_calls_outcome")),
        sa.CheckConstraint("fact IN ('', 'mobile', 'birth', 'car', 'city', 'father')", name=op.f("ck_calls_fact")),
        sa.CheckConstraint("(outcome = 'identified') = (order_id IS NOT NULL)", name=op.f("ck_calls_order_id")),
        sa.CheckConstraint("wrong >= 0", name=op.f("ck_calls_wrong")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_calls_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_calls")),
        sa.UniqueConstraint("id", name=op.f("uq_calls_id")),
    )
    op.create_index(op.f("ix_calls_order_id"), "calls", ["order_id"], unique=False)
    op.create_index(op.f("ix_calls_started_at"), "calls", ["started_at"], unique=False)
    op.create_table(
        "call_backs",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("call_id", UuidBlob(), nullable=True),
        sa.Column("order_id", UuidBlob(), nullable=True),
        *(_text(name) for name in ("caller_name", "phone", "subject")),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("owner_id", UuidBlob(), nullable=True),
        *(_text(name) for name in ("owner_name", "state")),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        _text("result"),
        sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name=op.f("ck_call_backs_state")),
        sa.CheckConstraint("length(subject) > 0", name=op.f("ck_call_backs_subject")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_call_backs_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_call_backs")),
        sa.UniqueConstraint("id", name=op.f("uq_call_backs_id")),
    )
    op.create_index(op.f("ix_call_backs_order_id"), "call_backs", ["order_id"], unique=False)
    op.create_index("ix_call_backs_state_due_at", "call_backs", ["state", "due_at"], unique=False)
    for table, kept in _KEPT.items():
        _refuse(f"{table}_keep_rows", "DELETE", table)
        _refuse(f"{table}_keep_facts", f"UPDATE OF {kept}", table)
