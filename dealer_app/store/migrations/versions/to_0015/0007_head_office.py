"""Tables of head office: enrolments, outcomes, feed rows, conflicts, and permits that lift the guards.

The guards of 0005 and 0006 hold except inside a transaction with a permit (a row of ``permits``): rows that left this
dealership are wiped, an imported row takes head office's id, a provisional number becomes final. The bank's reference
is unique only among payments taken here, and the service checks it: two counters may record the same reference before
head office knows of it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0007"
down_revision = "0006"

_FIXED = {
    "prints": "id, paper_kind, paper_id, copy_number, printed_by, staff_id, counter, printed_at",
    "payments": "id, order_id, account, amount, bank_reference, number, reversal_of, facts",
    "bills": "id, order_id, number, bill_id, payment_id, amount, account, facts",
    "invitations": "id, order_id, number, facts",
    "registrations": "id, customer_id, customer_version, number, issued_on, issued_at, issued_by, facts",
}
_LEDGER = ("ledger_entries_keep_payments_update", "UPDATE"), ("ledger_entries_keep_payments_delete", "DELETE")
_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"


def upgrade() -> None:
    for table, *columns in _tables():
        op.create_table(table, *columns)
    op.create_index(
        "ix_enrolments_is_current", "enrolments", ["is_current"], unique=True, sqlite_where=sa.text("is_current")
    )
    op.create_index(op.f("ix_final_numbers_number"), "final_numbers", ["number"])
    op.create_index(op.f("ix_final_numbers_printed"), "final_numbers", ["printed"])
    op.create_index(op.f("ix_kept_rows_kind_id"), "kept_rows", ["kind", "id"])
    op.drop_index("uq_payments_bank_reference", "payments")
    op.create_index("ix_payments_bank_reference", "payments", ["bank_reference"])
    for table in (*_FIXED, "status_history"):
        _again(f"{table}_keep_rows", "DELETE", table)
    for table, fixed in _FIXED.items():
        _again(f"{table}_keep_facts", f"UPDATE OF {fixed}", table)
    for name, event in _LEDGER:
        _again(name, event, "ledger_entries", f"old.payment_id IS NOT NULL AND {_NO_PERMIT}")


def _again(name: str, event: str, table: str, condition: str = _NO_PERMIT) -> None:
    op.execute(f"DROP TRIGGER {name}")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} {refuse}")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _row_key() -> tuple[sa.Column[str], sa.Column[object]]:
    return sa.Column("kind", sa.Text(), primary_key=True), sa.Column("id", UuidBlob(), primary_key=True)


def _tables() -> tuple[tuple[Any, ...], ...]:
    states = "state IN ('new', 'active', 'forked', 'superseded', 'revoked')"
    bytes_ = (sa.Column(name, sa.LargeBinary(), nullable=False) for name in _KEYS)
    moments: Any = (sa.Column(name, Instant()) for name in ("sent_at", "heard_at", "compared_at"))
    return (
        ("permits", sa.Column("reason", sa.Text(), primary_key=True)),
        (
            "enrolments",
            sa.Column("row", sa.Integer(), primary_key=True),
            *(_text(name) for name in ("device", "dealership", "hub_url", "code_hash", "counter", "state", "trouble")),
            *bytes_,
            *(_whole(name) for name in ("epoch", "base_n", "acked_n", "cursor", "broadcast")),
            *moments,
            sa.Column("is_current", sa.Boolean(), nullable=False),
            sa.CheckConstraint(states, name=op.f("ck_enrolments_state")),
        ),
        (
            "outcomes",
            sa.Column("n", sa.Integer(), sa.ForeignKey("outbox.n", name="fk_outcomes_n_outbox"), primary_key=True),
            *(_text(name) for name in ("state", "code", "alias_of", "number")),
            _whole("seq"),
            sa.Column("doc", JsonText(), nullable=False),
            sa.Column("heard_at", Instant(), nullable=False),
        ),
        (
            "feed_rows",
            *_row_key(),
            sa.Column("is_broadcast", sa.Boolean(), nullable=False),
            _whole("version"),
            _whole("seq"),
            _text("op"),
            sa.Column("digest", sa.LargeBinary(), nullable=False),
        ),
        (
            "kept_rows",
            *_row_key(),
            sa.Column("is_broadcast", sa.Boolean(), nullable=False),
            _whole("version"),
            _whole("seq"),
            *(_text(name) for name in ("op", "doc", "reason")),
            sa.Column("kept_at", Instant(), nullable=False),
        ),
        ("row_states", *_row_key(), _text("state"), _text("code")),
        ("central_rows", *_row_key(), _text("doc")),
        (
            "conflicts",
            sa.Column("customer_id", UuidBlob(), primary_key=True),
            *(sa.Column(name, sa.Text(), primary_key=True) for name in ("field", "device")),
            *(_text(name) for name in ("kept", "other")),
            sa.Column("is_ours", sa.Boolean(), nullable=False),
        ),
        ("aliases", sa.Column("id", UuidBlob(), primary_key=True), sa.Column("target", UuidBlob(), nullable=False)),
        ("final_numbers", *_row_key(), _text("printed"), _text("number")),
        (
            "unmatched_orders",
            sa.Column("order_id", UuidBlob(), primary_key=True),
            sa.Column("noted_at", Instant(), nullable=False),
        ),
    )


_KEYS = ("signing_key", "box_key", "hub_key", "hub_box_key")
