"""Table of sale plans; plans of head office that were kept as whole rows are applied again to it."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0013"
down_revision = "0012"

_KEEP_AGAIN = """
INSERT OR REPLACE INTO kept_rows (kind, id, is_broadcast, version, seq, op, doc, reason, kept_at)
SELECT f.kind, f.id, f.is_broadcast, f.version, f.seq, f.op, c.doc, 'upgrade',
    (SELECT coalesce(max(at), '2026-01-01T00:00:00.000000+00:00') FROM audit)
FROM central_rows c JOIN feed_rows f ON f.kind = c.kind AND f.id = c.id WHERE c.kind = 'plan'"""


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("car_key", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", Instant(), nullable=True),
        sa.Column("closes_at", Instant(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("fields", JsonText(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_plans_price")),
        sa.CheckConstraint("origin IN ('hub', 'sheet')", name=op.f("ck_plans_origin")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_plans")),
        sa.UniqueConstraint("id", name=op.f("uq_plans_id")),
    )
    op.create_index("ix_plans_code_version", "plans", ["code", "version"])
    op.create_index("ix_plans_car_key", "plans", ["car_key"])
    op.execute(_KEEP_AGAIN)
    op.execute("DELETE FROM central_rows WHERE kind = 'plan'")
