"""Rules of deadlines, and the days from which the clocks of an order start, with their indexes.

Triggers keep three days on the order: a list over a million orders cannot look into letters, payments and history. They
do not follow a change of ``order_id``, which only gives the same order another id.
"""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant

revision = "0012"
down_revision = "0011"

_INSTALMENT = "\u0627\u0642\u0633\u0627\u0637"
_WINNER = "\u0628\u0631\u0646\u062f\u0647"
_OPEN = "delivered_on IS NULL AND withdrawal_state = ''"
_BY_INSTALMENTS = f"instr(sale_type || ' ' || payment_method, '{_INSTALMENT}') > 0"
_INDEXES = {
    "delivery_due_on": f"delivery_due_on IS NOT NULL AND {_OPEN}",
    "invitation_due_on": f"invitation_due_on IS NOT NULL AND {_OPEN}",
    "pay_by_on": f"pay_by_on IS NOT NULL AND {_OPEN}",
    "won_on": f"won_on IS NOT NULL AND {_OPEN}",
    "paid_on": f"paid_on IS NOT NULL AND {_OPEN} AND {_BY_INSTALMENTS}",
    "first_paid_on": f"first_paid_on IS NOT NULL AND paid_on IS NULL AND {_OPEN} AND {_BY_INSTALMENTS}",
}
_PAY_BY = (
    "SELECT pay_by_on FROM invitations WHERE order_id = {id} AND state = 'issued' AND pay_by_on IS NOT NULL"
    " ORDER BY row DESC LIMIT 1"
)
_FIRST_PAID = "SELECT min(paid_on) FROM payments WHERE order_id = {id} AND state = 'recorded' AND account = 'principal'"
_WON = (
    f"SELECT min(date(changed_at, '+210 minutes')) FROM status_history WHERE order_id = {{id}} AND status = '{_WINNER}'"  # noqa: S608 - constants
)
_SOURCES = (
    ("invitations", "pay_by_on", _PAY_BY, "{row}.pay_by_on IS NOT NULL", "state"),
    ("payments", "first_paid_on", _FIRST_PAID, "{row}.account = 'principal'", "state"),
    ("status_history", "won_on", _WON, f"{{row}}.status = '{_WINNER}'", ""),
)
"""Table, column of the order, query of its value, condition of the row, column whose change matters."""


def upgrade() -> None:
    op.create_table(
        "deadline_rules",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck_deadline_rules_length")),
        sa.CheckConstraint("unit IN ('workdays', 'days', 'hours')", name=op.f("ck_deadline_rules_unit")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_deadline_rules")),
        sa.UniqueConstraint("kind", "effective_from", name=op.f("uq_deadline_rules_kind_effective_from")),
    )
    for table, column, query, condition, changed in _SOURCES:
        op.execute(f"ALTER TABLE orders ADD COLUMN {column} DATE")
        of_order = query.format(id="orders.id")
        op.execute(f"UPDATE orders SET {column} = ({of_order}) WHERE id IN (SELECT order_id FROM {table})")  # noqa: S608 - constants
        _follow(table, column, query, condition, "INSERT", "new")
        _follow(table, column, query, condition, "DELETE", "old")
        if changed:
            _follow(table, column, query, condition, f"UPDATE OF {changed}", "new")
    for column, condition in _INDEXES.items():
        op.create_index(f"ix_orders_clock_{column}", "orders", ["status", column], sqlite_where=sa.text(condition))


def _follow(table: str, column: str, query: str, condition: str, event: str, row: str) -> None:
    name = f"{table}_{column}_{event.split(maxsplit=1)[0].lower()}"
    value, which = query.format(id=f"{row}.order_id"), condition.format(row=row)
    work = f"UPDATE orders SET {column} = ({value}) WHERE id = {row}.order_id"  # noqa: S608 - constants
    op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {which} BEGIN {work}; END")
