"""Keep what proves that a session's request is fresh, and the head of each counter's audit."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE devices
            ADD COLUMN settled bigint NOT NULL DEFAULT 0,
            ADD COLUMN is_proving boolean NOT NULL DEFAULT false,
            ADD COLUMN doubted_at timestamptz,
            ADD COLUMN audit_n bigint NOT NULL DEFAULT 0,
            ADD COLUMN audit_hash text NOT NULL DEFAULT '',
            ADD COLUMN audit_cut_at timestamptz"""
    )
