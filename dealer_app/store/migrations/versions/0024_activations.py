"""Codes that were asked for, to prove the mobile of a file."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0024"
down_revision = "0023"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_FIXED = "id, customer_id, mobile, asked_at, asked_by"
_STATES = "'asked', 'sent', 'failed', 'active', 'locked'"


def upgrade() -> None:
    op.create_table(
        "activations",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_activations")),
        sa.UniqueConstraint("id", name=op.f("uq_activations_id")),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_activations_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_activations_customer_id_customers")),
    )
    op.create_index(op.f("ix_activations_customer_id"), "activations", ["customer_id"], unique=False)
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", f"UPDATE OF {_FIXED}")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'activations_{name}'); END"
        op.execute(f"CREATE TRIGGER activations_{name} BEFORE {event} ON activations WHEN {_NO_PERMIT} {refuse}")
