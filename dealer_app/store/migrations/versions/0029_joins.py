"""Joined files: which file is shown in which one, and since when they are apart again."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0029"
down_revision = "0028"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_FIXED = "id, customer_id, kept_id, reason, joined_at, joined_by"


def upgrade() -> None:
    op.create_table(
        "file_joins",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("kept_id", UuidBlob(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("joined_by", sa.Text(), nullable=False),
        sa.Column("parted_at", Instant(), nullable=True),
        sa.Column("part_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_file_joins")),
        sa.UniqueConstraint("id", name=op.f("uq_file_joins_id")),
        sa.CheckConstraint("state IN ('joined', 'parted', 'refused')", name=op.f("ck_file_joins_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_file_joins_customer_id_customers")),
    )
    for name in ("customer_id", "kept_id"):
        op.create_index(op.f(f"ix_file_joins_{name}"), "file_joins", [name], unique=False)
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", f"UPDATE OF {_FIXED}")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'file_joins_{name}'); END"
        op.execute(f"CREATE TRIGGER file_joins_{name} BEFORE {event} ON file_joins WHEN {_NO_PERMIT} {refuse}")
