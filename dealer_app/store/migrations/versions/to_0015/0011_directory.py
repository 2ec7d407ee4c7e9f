"""Hours, telephones, place and source of dealerships; closed days; who changed a holiday and why.

A day that the library has and the official calendar of 1405 does not have (1405/01/25) is struck out, unless a manager
or head office wrote it.
"""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, UuidBlob

revision = "0011"
down_revision = "0010"

_KEPT = "row, id, version, code, name, name_key, province, city, address, phone, hours"
_ADDED = ("owner", "services", "phones", "latitude", "longitude", "opening", "phone_opening", "source", "edited_by")
_STRUCK = "2026-04-14"


def upgrade() -> None:
    _rebuild_dealerships()
    _rebuild_holidays()
    op.create_table(
        "closures",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code", "day", name=op.f("pk_closures")),
    )
    op.execute(f"UPDATE holidays SET is_holiday = 0 WHERE day = '{_STRUCK}' AND origin = 'library'")  # noqa: S608 - constants


def _rebuild_dealerships() -> None:
    op.drop_index(op.f("ix_dealerships_name_key"), "dealerships")
    op.execute("ALTER TABLE dealerships RENAME TO older_dealerships")
    op.create_table(
        "dealerships",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(_text(name) for name in ("code", "name", "name_key", "owner", "province", "city", "address", "services")),
        *(_text(name) for name in ("phone", "phones", "latitude", "longitude", "hours", "opening", "phone_opening")),
        sa.Column("valid_from", sa.Date(), nullable=True),
        *(_text(name) for name in ("source", "origin", "edited_by")),
        sa.CheckConstraint("origin IN ('hub', 'manager')", name=op.f("ck_dealerships_origin")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_dealerships")),
        sa.UniqueConstraint("code", name=op.f("uq_dealerships_code")),
        sa.UniqueConstraint("id", name=op.f("uq_dealerships_id")),
    )
    op.create_index(op.f("ix_dealerships_name_key"), "dealerships", ["name_key"], unique=False)
    empty = ", ".join("''" for _ in _ADDED)
    columns = f"{_KEPT}, {', '.join(_ADDED)}, origin"
    op.execute(f"INSERT INTO dealerships ({columns}) SELECT {_KEPT}, {empty}, 'hub' FROM older_dealerships")  # noqa: S608 - constants
    op.drop_table("older_dealerships")


def _rebuild_holidays() -> None:
    op.execute("ALTER TABLE holidays RENAME TO older_holidays")
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        _text("name"),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("is_holiday", sa.Boolean(), nullable=False),
        *(_text(name) for name in ("origin", "why", "edited_by")),
        sa.CheckConstraint("origin IN ('library', 'manager', 'hub')", name=op.f("ck_holidays_origin")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holidays")),
    )
    kept = "day, name, is_estimated, is_holiday, origin"
    op.execute(f"INSERT INTO holidays ({kept}, why, edited_by) SELECT {kept}, '', '' FROM older_holidays")  # noqa: S608 - constants
    op.drop_table("older_holidays")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
