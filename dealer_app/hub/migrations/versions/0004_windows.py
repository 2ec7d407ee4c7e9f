"""Number the windows of provisional numbers across all dealerships, in windows of 1,000 instead of 10,000.

A device of before keeps its 10,000 numbers, which are ten of the new windows.
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("UPDATE devices SET window_no = window_no * 10")
    op.execute(
        """
        UPDATE heads SET serials = serials || jsonb_build_object('window', known.last)
        FROM (SELECT max(window_no) + 9 AS last FROM devices) AS known
        WHERE dealership = '*' AND known.last IS NOT NULL"""
    )
