"""Give each person drafts of their own: the person is part of the key; a draft without one has the id of zeros."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.rename_table("drafts", "former_drafts")
    op.create_table(
        "drafts",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("staff_id", UuidBlob(), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "staff_id", name=op.f("pk_drafts")),
    )
    rows = "SELECT kind, key, COALESCE(staff_id, zeroblob(16)), body, saved_at FROM former_drafts"
    op.execute(f"INSERT INTO drafts (kind, key, staff_id, body, saved_at) {rows}")
    op.drop_table("former_drafts")
