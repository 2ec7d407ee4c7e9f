"""The last day of a representative's power of attorney, computed from the facts of a visit, with its index."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_DAY = "json_extract(facts, '$.representative.valid_until')"


def upgrade() -> None:
    op.execute(f"ALTER TABLE visits ADD COLUMN deed_until_on DATE GENERATED ALWAYS AS ({_DAY}) VIRTUAL")
    condition = sa.text("deed_until_on IS NOT NULL")
    op.create_index("ix_visits_deed_until_on", "visits", ["deed_until_on"], sqlite_where=condition)
