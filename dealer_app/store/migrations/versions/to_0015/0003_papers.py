"""Invitation letters and the print log."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("pay_by_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("kind IN ('payment', 'delivery')", name=op.f("ck_invitations_kind")),
        sa.CheckConstraint("state IN ('issued', 'void')", name=op.f("ck_invitations_state")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_invitations_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_invitations_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_invitations")),
        sa.UniqueConstraint("id", name=op.f("uq_invitations_id")),
        sa.UniqueConstraint("number", name=op.f("uq_invitations_number")),
    )
    op.create_index(op.f("ix_invitations_order_id"), "invitations", ["order_id"], unique=False)
    op.create_table(
        "prints",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("paper_kind", sa.Text(), nullable=False),
        sa.Column("paper_id", UuidBlob(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("printed_by", sa.Text(), nullable=False),
        sa.Column("staff_id", UuidBlob(), nullable=True),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "paper_kind IN ('invitation', 'principal-slip', 'penalty-slip', 'receipt', 'registration')",
            name=op.f("ck_prints_paper_kind"),
        ),
        sa.CheckConstraint("state IN ('prepared', 'queued', 'printed', 'failed')", name=op.f("ck_prints_state")),
        sa.CheckConstraint("copy_number >= 1", name=op.f("ck_prints_copy_number")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_prints")),
        sa.UniqueConstraint("id", name=op.f("uq_prints_id")),
        sa.UniqueConstraint(
            "paper_kind", "paper_id", "copy_number", name=op.f("uq_prints_paper_kind_paper_id_copy_number")
        ),
    )
    op.create_index("ix_prints_paper_id", "prints", ["paper_id"], unique=False)
