"""One row for each version of a plan; requests and brochures of an older second row go to the newest one."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_NEWEST = """
(SELECT n.id FROM plans o JOIN plans n ON n.code = o.code AND n.version = o.version
WHERE o.id = {table}.plan_id ORDER BY n.row DESC LIMIT 1)"""
_OLDER = """
DELETE FROM plans WHERE code <> '' AND row NOT IN (SELECT max(row) FROM plans GROUP BY code, version)"""


def upgrade() -> None:
    op.execute("INSERT INTO permits VALUES ('match')")
    for table in ("requests", "brochures"):
        newest = _NEWEST.format(table=table)
        op.execute(f"UPDATE {table} SET plan_id = {newest} WHERE plan_id <> {newest}")  # noqa: S608 - constant names
    op.execute("DELETE FROM permits WHERE reason = 'match'")
    op.execute(_OLDER)
    op.drop_index("ix_plans_code_version", "plans")
    op.create_index(
        "ix_plans_code_version", "plans", ["code", "version"], unique=True, sqlite_where=sa.text("code <> ''")
    )
