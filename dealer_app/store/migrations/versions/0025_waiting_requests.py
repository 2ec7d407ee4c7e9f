"""Index of the orders from plans that wait for head office's answer, for the list of deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_index("ix_requests_waiting", "requests", ["issued_on"], sqlite_where=sa.text("state = 'made'"))
