"""Table of the anchor. Its row is written after the migrations (``store.database.anchoring``)."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "anchor",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("heads", JsonText(), nullable=False),
        sa.Column("digests", JsonText(), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("own_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.CheckConstraint("row = 1", name=op.f("ck_anchor_one_row")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_anchor")),
    )
