"""Let a person hold several of seven roles: today's clerk was clerk and cashier, today's manager administrator, too."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0017"
down_revision = "0016"

_KEPT = "row, id, version, name"
_REST = "pin_hash, is_active, failed_count, locked_until_at, added_at"
_ROLES = "CASE role WHEN 'manager' THEN 'manager+administrator' ELSE 'clerk+cashier' END"


def upgrade() -> None:
    op.rename_table("staff", "former_staff")
    op.create_table(
        "staff",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until_at", Instant(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.CheckConstraint("roles <> ''", name=op.f("ck_staff_roles")),
        sa.CheckConstraint("failed_count >= 0", name=op.f("ck_staff_failed_count")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_staff")),
        sa.UniqueConstraint("id", name=op.f("uq_staff_id")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    rows = f"SELECT {_KEPT}, {_ROLES}, {_REST} FROM former_staff"  # noqa: S608 - constants
    op.execute(f"INSERT INTO staff ({_KEPT}, roles, {_REST}) {rows}")
    op.drop_table("former_staff")
