"""Changes of a mobile or a Sheba, with the number before each and the paper that proved it."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0023"
down_revision = "0022"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_FIXED = "id, customer_id, field, changed_on, changed_at, changed_by, facts"


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_contacts")),
        sa.UniqueConstraint("id", name=op.f("uq_contacts_id")),
        sa.CheckConstraint("field IN ('mobile', 'sheba')", name=op.f("ck_contacts_field")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_contacts_customer_id_customers")),
    )
    op.create_index(op.f("ix_contacts_customer_id"), "contacts", ["customer_id"], unique=False)
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", f"UPDATE OF {_FIXED}")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'contacts_{name}'); END"
        op.execute(f"CREATE TRIGGER contacts_{name} BEFORE {event} ON contacts WHEN {_NO_PERMIT} {refuse}")
