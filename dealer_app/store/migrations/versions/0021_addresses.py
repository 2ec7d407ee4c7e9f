"""Table of address slips; the print log takes them.

The print log is made anew, with its own words, indexes and triggers as they are in the database.
"""

import re

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0021"
down_revision = "0020"

_MADE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'prints'"
_BESIDE = "SELECT sql FROM sqlite_master WHERE tbl_name = 'prints' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("length(number) > 0", name=op.f("ck_addresses_number")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_addresses")),
        sa.UniqueConstraint("id", name=op.f("uq_addresses_id")),
        sa.UniqueConstraint("number", name=op.f("uq_addresses_number")),
    )
    op.create_index(op.f("ix_addresses_code"), "addresses", ["code"])
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", "UPDATE OF id, code, number, facts")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'addresses_{name}'); END"
        op.execute(f"CREATE TRIGGER addresses_{name} BEFORE {event} ON addresses WHEN {_NO_PERMIT} {refuse}")
    _take_addresses()


def _take_addresses() -> None:
    """Make the print log anew with one more kind of paper."""
    connection = op.get_bind()
    (made,) = connection.exec_driver_sql(_MADE).one()
    beside = [sql for (sql,) in connection.exec_driver_sql(_BESIDE)]
    wider = re.sub(r"(paper_kind IN \([^)]*)\)", r"\1, 'address-slip')", made, count=1)
    assert wider != made
    columns = ", ".join(f'"{row[1]}"' for row in connection.exec_driver_sql("PRAGMA table_info(prints)"))
    connection.exec_driver_sql("CREATE TABLE prints_before AS SELECT * FROM prints")
    connection.exec_driver_sql("DROP TABLE prints")
    connection.exec_driver_sql(wider)
    connection.exec_driver_sql(f"INSERT INTO prints ({columns}) SELECT {columns} FROM prints_before ORDER BY row")  # noqa: S608 - column names
    connection.exec_driver_sql("DROP TABLE prints_before")
    for sql in beside:
        connection.exec_driver_sql(sql)
