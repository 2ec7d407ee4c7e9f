"""Edits of a manager, and the version of head office's row of each dealership."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0031"
down_revision = "0030"

_VERSION = "SELECT version FROM feed_rows WHERE feed_rows.kind = 'dealership' AND feed_rows.id = dealerships.id"


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("edit", UuidBlob(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("value", JsonText(), nullable=True),
        sa.Column("former", JsonText(), nullable=True),
        sa.Column("settled", JsonText(), nullable=True),
        sa.Column("command_id", UuidBlob(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_edits")),
        sa.UniqueConstraint("id", name=op.f("uq_edits_id")),
    )
    op.execute("ALTER TABLE dealerships ADD COLUMN published INTEGER")
    op.execute(f"UPDATE dealerships SET published = ({_VERSION})")  # noqa: S608 - constant names
