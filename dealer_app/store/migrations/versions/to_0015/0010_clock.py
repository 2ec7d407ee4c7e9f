"""Table with the last believed moment; it begins with the newest audit row."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant

revision = "0010"
down_revision = "0009"

_LONGEST_PAUSE_DAYS = 45  # as in ``domain.days`` when this migration was written


def upgrade() -> None:
    op.create_table(
        "clock",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("believed_at", Instant(), nullable=True),
        sa.Column("longest_pause_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("row = 1", name=op.f("ck_clock_row")),
        sa.CheckConstraint("longest_pause_days > 0", name=op.f("ck_clock_pause")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_clock")),
    )
    newest = "(SELECT at FROM audit ORDER BY n DESC LIMIT 1)"
    op.execute(f"INSERT INTO clock VALUES (1, {newest}, {_LONGEST_PAUSE_DAYS})")  # noqa: S608 - constants
