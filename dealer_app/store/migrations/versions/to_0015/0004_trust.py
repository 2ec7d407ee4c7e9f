"""Audit, outbox and number leases."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("staff_id", UuidBlob(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", UuidBlob(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_kind_subject_id", "audit", ["kind", "subject_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("command_id", UuidBlob(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("actor", UuidBlob(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("subject_id", UuidBlob(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sent', 'applied', 'applied_with_change', 'rejected', 'deferred', 'quarantined')",
            name=op.f("ck_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_outbox")),
        sa.UniqueConstraint("command_id", name=op.f("uq_outbox_command_id")),
    )
    op.create_index("ix_outbox_state", "outbox", ["state"], unique=False)
    op.create_index("ix_outbox_subject_id", "outbox", ["subject_id"], unique=False)
    op.create_table(
        "leases",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('registration', 'invitation', 'bill', 'bill_file', 'receipt')", name=op.f("ck_leases_kind")
        ),
        sa.CheckConstraint("origin IN ('local', 'hub', 'provisional')", name=op.f("ck_leases_origin")),
        sa.CheckConstraint("first >= 1 AND first <= next AND next <= last + 1", name=op.f("ck_leases_range")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_leases")),
    )
    op.create_index("ix_leases_kind", "leases", ["kind"], unique=False)
