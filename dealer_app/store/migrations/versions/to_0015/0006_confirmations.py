"""Table of registration confirmations; head office's total at the moment of each payment.

Confirmations of older files were not kept: the next print issues one. Rows of the print log remain unchanged.
"""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0006"
down_revision = "0005"

_KEPT = "id, customer_id, customer_version, number, issued_on, issued_at, issued_by, facts"


def _refuse(name: str, event: str, table: str) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{name}'); END")


def upgrade() -> None:
    op.create_table(
        "registrations",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("customer_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("length(number) > 0", name=op.f("ck_registrations_number")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_registrations_customer_id_customers")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_registrations")),
        sa.UniqueConstraint("id", name=op.f("uq_registrations_id")),
        sa.UniqueConstraint("number", name=op.f("uq_registrations_number")),
    )
    op.create_index(op.f("ix_registrations_customer_id"), "registrations", ["customer_id"], unique=False)
    op.execute("ALTER TABLE payments ADD COLUMN received_before BIGINT")
    _refuse("registrations_keep_rows", "DELETE", "registrations")
    _refuse("registrations_keep_facts", f"UPDATE OF {_KEPT}", "registrations")
    _refuse("payments_keep_received_before", "UPDATE OF received_before", "payments")
