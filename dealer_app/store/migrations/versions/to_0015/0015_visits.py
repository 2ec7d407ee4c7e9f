"""Tables of visits and of the waiting list; visits get numbers and prints.

``prints`` and ``leases`` are rebuilt, because their CHECKs list the kinds of papers and of numbers.
"""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0015"
down_revision = "0014"

_FACTS = "id, customer_id, order_id, purpose, number, issued_on, issued_at, issued_by, facts"
_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_STATES = "state IN ('waiting', 'called', 'skipped', 'served', 'gone')"


def upgrade() -> None:
    _make_visits()
    _make_tickets()
    _add_word("prints", "paper_kind IN (", "visit")
    _add_word("leases", "kind IN (", "visit")


def _make_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=True),
        sa.Column("order_id", UuidBlob(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("purpose", "number")),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("length(number) > 0", name=op.f("ck_visits_number")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_visits_customer_id_customers")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_visits_order_id_orders")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_visits")),
        sa.UniqueConstraint("id", name=op.f("uq_visits_id")),
        sa.UniqueConstraint("number", name=op.f("uq_visits_number")),
    )
    op.create_index(op.f("ix_visits_customer_id"), "visits", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visits_order_id"), "visits", ["order_id"], unique=False)
    for name, event in (("visits_keep_rows", "DELETE"), ("visits_keep_facts", f"UPDATE OF {_FACTS}")):
        refuse = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON visits WHEN {_NO_PERMIT} {refuse}")


def _make_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("purpose", "name")),
        *(sa.Column(name, UuidBlob(), nullable=True) for name in ("customer_id", "order_id")),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "former_state")),
        sa.Column("moved_at", Instant(), nullable=True),
        sa.CheckConstraint(_STATES, name=op.f("ck_tickets_state")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_tickets_number")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_tickets")),
        sa.UniqueConstraint("id", name=op.f("uq_tickets_id")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_tickets_day_number")),
    )


def _add_word(table: str, check: str, word: str) -> None:
    """Rebuild a table with one more word in a CHECK, then its indexes and triggers, whatever they are by now."""
    connection = op.get_bind()
    parts = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'trigger'"
    objects = connection.exec_driver_sql(parts, (table,)).all()
    (made,) = [sql for kind, sql in objects if kind == "table"]
    start = made.index(check)
    end = made.index(")", start)
    wanted = f"{made[:end]}, '{word}'{made[end:]}"
    connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO former_{table}")
    for kind, name in connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type <> 'table'",
        (f"former_{table}",),
    ).all():
        connection.exec_driver_sql(f"DROP {kind} {name}")
    connection.exec_driver_sql(wanted)
    connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM former_{table}")  # noqa: S608 - constants
    connection.exec_driver_sql(f"DROP TABLE former_{table}")
    for kind, sql in objects:
        if kind != "table":
            connection.exec_driver_sql(sql)
