"""Keep the bytes of attachments in pieces, each visible to its own dealership alone."""

from alembic import op

revision = "0006"
down_revision = "0005"

_PARTITIONS = 8
_MINE = "dealership = current_setting('bajeh.dealership', true)"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE attachment_pieces (
            dealership text, id text, at bigint, content bytea NOT NULL, PRIMARY KEY (dealership, id, at)
        ) PARTITION BY HASH (dealership)"""
    )
    for part in range(_PARTITIONS):
        values = f"FOR VALUES WITH (MODULUS {_PARTITIONS}, REMAINDER {part})"
        op.execute(f"CREATE TABLE attachment_pieces_p{part} PARTITION OF attachment_pieces {values}")
        op.execute(f"ALTER TABLE attachment_pieces_p{part} ALTER COLUMN content SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE attachment_pieces ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE attachment_pieces FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own ON attachment_pieces TO bajeh_hub USING ({_MINE}) WITH CHECK ({_MINE})")
    op.execute("CREATE POLICY owner ON attachment_pieces TO CURRENT_USER USING (true) WITH CHECK (true)")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON attachment_pieces TO bajeh_hub")
