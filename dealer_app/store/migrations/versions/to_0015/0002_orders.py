"""Orders, the history of their status, bills, payments and the ledger."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, OptionalText, UuidBlob

revision = "0002"
down_revision = "0001"


def _number_key(column: str) -> sa.Computed:
    expression = column
    for separator in " -/\\_.,:":
        expression = f"replace({expression}, '{separator}', '')"
    return sa.Computed(f"upper({expression})", persisted=False)


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_number", sa.Text(), nullable=False),
        sa.Column("contract_number", OptionalText(), nullable=True),
        sa.Column("invitation_number", OptionalText(), nullable=True),
        sa.Column("tracking_code", sa.Text(), nullable=False),
        sa.Column("request_on", sa.Date(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("dealership_code", sa.Text(), nullable=False),
        sa.Column("dealership_name", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("car", sa.Text(), nullable=False),
        sa.Column("model_year", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("sale_permit", sa.Text(), nullable=False),
        sa.Column("sale_type", sa.Text(), nullable=False),
        sa.Column("payment_method", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("prepayment", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("invitation_due_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("delivery_due_on", sa.Date(), nullable=True),
        sa.Column("vin", OptionalText(), nullable=True),
        sa.Column("allocated_on", sa.Date(), nullable=True),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("withdrawal_state", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_sheba", sa.Text(), nullable=False),
        sa.Column("reassignment_state", sa.Text(), nullable=False),
        sa.Column("giver_national_code", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column(
            "request_key",
            sa.Text(),
            _number_key("request_number"),
            nullable=False,
        ),
        sa.Column(
            "contract_key",
            sa.Text(),
            _number_key("contract_number"),
            nullable=True,
        ),
        sa.Column(
            "invitation_key",
            sa.Text(),
            _number_key("invitation_number"),
            nullable=True,
        ),
        sa.CheckConstraint("origin IN ('import', 'hub', 'counter')", name=op.f("ck_orders_origin")),
        sa.CheckConstraint("length(request_number) > 0", name=op.f("ck_orders_request_number")),
        sa.CheckConstraint(
            "price >= 0 AND discount >= 0 AND prepayment >= 0 AND received >= 0", name=op.f("ck_orders_amounts")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id_customers")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_orders")),
        sa.UniqueConstraint("id", name=op.f("uq_orders_id")),
        sa.UniqueConstraint("request_number", name=op.f("uq_orders_request_number")),
    )
    op.create_index(op.f("ix_orders_contract_key"), "orders", ["contract_key"], unique=False)
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)
    op.create_index(op.f("ix_orders_invitation_key"), "orders", ["invitation_key"], unique=False)
    op.create_index(op.f("ix_orders_request_key"), "orders", ["request_key"], unique=False)
    op.create_index(op.f("ix_orders_vin"), "orders", ["vin"], unique=False)
    op.create_table(
        "status_history",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint("origin IN ('import', 'hub', 'counter')", name=op.f("ck_status_history_origin")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_status_history_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_status_history")),
    )
    op.create_index(op.f("ix_status_history_order_id"), "status_history", ["order_id"], unique=False)
    op.create_table(
        "bills",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("series_id", UuidBlob(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("bill_id", sa.Text(), nullable=False),
        sa.Column("payment_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("remainder", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("account IN ('principal', 'penalty')", name=op.f("ck_bills_account")),
        sa.CheckConstraint("state IN ('open', 'paid', 'void')", name=op.f("ck_bills_state")),
        sa.CheckConstraint("amount > 0 AND amount % 1000 = 0 AND amount <= 99999999000", name=op.f("ck_bills_amount")),
        sa.CheckConstraint("part >= 1 AND part <= parts", name=op.f("ck_bills_part")),
        sa.CheckConstraint("remainder >= 0 AND remainder < 1000 AND total >= amount", name=op.f("ck_bills_total")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_bills_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_bills")),
        sa.UniqueConstraint("id", name=op.f("uq_bills_id")),
        sa.UniqueConstraint("number", name=op.f("uq_bills_number")),
    )
    op.create_index(op.f("ix_bills_bill_id"), "bills", ["bill_id"], unique=False)
    op.create_index(op.f("ix_bills_order_id"), "bills", ["order_id"], unique=False)
    op.create_index(op.f("ix_bills_series_id"), "bills", ["series_id"], unique=False)
    op.create_index(
        "uq_bills_bill_id_payment_id",
        "bills",
        ["bill_id", "payment_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void'"),
    )
    op.create_table(
        "payments",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("settled_bill_id", UuidBlob(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reversal_of", UuidBlob(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("(state = 'reversal') = (reversal_of IS NOT NULL)", name=op.f("ck_payments_reversal")),
        sa.CheckConstraint("account IN ('principal', 'penalty')", name=op.f("ck_payments_account")),
        sa.CheckConstraint(
            "method IN ('bill', 'deposit', 'card', 'cheque', 'imported')", name=op.f("ck_payments_method")
        ),
        sa.CheckConstraint("state IN ('recorded', 'reversed', 'reversal', 'imported')", name=op.f("ck_payments_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint("length(bank_reference) > 0", name=op.f("ck_payments_bank_reference")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id_orders")),
        sa.ForeignKeyConstraint(["reversal_of"], ["payments.id"], name=op.f("fk_payments_reversal_of_payments")),
        sa.ForeignKeyConstraint(["settled_bill_id"], ["bills.id"], name=op.f("fk_payments_settled_bill_id_bills")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_payments")),
        sa.UniqueConstraint("id", name=op.f("uq_payments_id")),
        sa.UniqueConstraint("number", name=op.f("uq_payments_number")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_payments_reversal_of")),
    )
    op.create_index(op.f("ix_payments_order_id"), "payments", ["order_id"], unique=False)
    op.create_index(
        "uq_payments_bank_reference",
        "payments",
        ["bank_reference"],
        unique=True,
        sqlite_where=sa.text("state = 'recorded'"),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("entry_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("payment_id", UuidBlob(), nullable=True),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('discount', 'received', 'payment') AND amount <= 0)"
            " OR (kind IN ('price', 'penalty', 'reversal') AND amount >= 0)"
            " OR kind IN ('taxes', 'insurance', 'registration', 'profit', 'included')",
            name=op.f("ck_ledger_entries_sign"),
        ),
        sa.CheckConstraint("account IN ('principal', 'penalty')", name=op.f("ck_ledger_entries_account")),
        sa.CheckConstraint(
            "kind IN ('price', 'discount', 'taxes', 'insurance', 'registration', 'profit', 'penalty',"
            " 'received', 'payment', 'reversal', 'included')",
            name=op.f("ck_ledger_entries_kind"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ledger_entries_order_id_orders")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_ledger_entries_payment_id_payments")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_ledger_entries")),
    )
    op.create_index(op.f("ix_ledger_entries_order_id"), "ledger_entries", ["order_id"], unique=False)
