"""Find the orders from a plan by whole texts: their kind names the plan, which began their number before."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute(
        """
        UPDATE numbers SET kind = 'plan_orders:' || split_part(number, ':', 1), number = split_part(number, ':', 2)
        WHERE dealership = '*' AND kind = 'plan_orders'"""
    )
