"""Table of requests; leases number them.

The CHECK of a table can be changed only by making the table anew. Its own words are read from the database, with its
indexes and triggers, so that kinds of numbers of other migrations stay.
"""

import re

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0019"
down_revision = "0018"

_MADE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'leases'"
_BESIDE = "SELECT sql FROM sqlite_master WHERE tbl_name = 'leases' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("order_id", UuidBlob(), nullable=False),
        sa.Column("plan_id", UuidBlob(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("prepayment", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("state IN ('made', 'accepted', 'refused')", name=op.f("ck_requests_state")),
        sa.CheckConstraint("prepayment > 0", name=op.f("ck_requests_prepayment")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_requests_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_requests")),
        sa.UniqueConstraint("id", name=op.f("uq_requests_id")),
        sa.UniqueConstraint("number", name=op.f("uq_requests_number")),
    )
    op.create_index(op.f("ix_requests_order_id"), "requests", ["order_id"])
    op.create_index(op.f("ix_requests_plan_id"), "requests", ["plan_id"])
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", "UPDATE OF id, order_id, plan_id, number, facts")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'requests_{name}'); END"
        op.execute(f"CREATE TRIGGER requests_{name} BEFORE {event} ON requests WHEN {_NO_PERMIT} {refuse}")
    _number_requests()


def _number_requests() -> None:
    """Make the table of leases anew with one more kind of number."""
    connection = op.get_bind()
    (made,) = connection.exec_driver_sql(_MADE).one()
    beside = [sql for (sql,) in connection.exec_driver_sql(_BESIDE)]
    wider = re.sub(r"(kind IN \([^)]*)\)", r"\1, 'request')", made, count=1)
    assert wider != made
    columns = ", ".join(f'"{row[1]}"' for row in connection.exec_driver_sql("PRAGMA table_info(leases)"))
    connection.exec_driver_sql("CREATE TABLE leases_before AS SELECT * FROM leases")
    connection.exec_driver_sql("DROP TABLE leases")
    connection.exec_driver_sql(wider)
    connection.exec_driver_sql(f"INSERT INTO leases ({columns}) SELECT {columns} FROM leases_before ORDER BY row")  # noqa: S608 - column names
    connection.exec_driver_sql("DROP TABLE leases_before")
    for sql in beside:
        connection.exec_driver_sql(sql)
