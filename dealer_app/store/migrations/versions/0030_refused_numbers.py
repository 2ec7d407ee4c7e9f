"""Numbers of refused calls, of this counter and of the others, so that they are counted over the dealership."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0030"
down_revision = "0029"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"


def upgrade() -> None:
    op.create_table(
        "refused_numbers",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("call_id", UuidBlob(), nullable=False),
        sa.Column("number_hash", sa.Text(), nullable=False),
        sa.Column("refused_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_refused_numbers")),
        sa.UniqueConstraint("call_id", "number_hash", name=op.f("uq_refused_numbers_call_id_number_hash")),
    )
    op.create_index(
        op.f("ix_refused_numbers_number_hash"), "refused_numbers", ["number_hash", "refused_at"], unique=False
    )
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", "UPDATE")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'refused_numbers_{name}'); END"
        op.execute(
            f"CREATE TRIGGER refused_numbers_{name} BEFORE {event} ON refused_numbers WHEN {_NO_PERMIT} {refuse}"
        )
