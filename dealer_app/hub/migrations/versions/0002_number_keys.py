"""Add the names of orders without leading zeros: «0012345» and «12345» are one number (Excel drops the zeros).

The older names stay; of two orders with one key, the first keeps it.
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        INSERT INTO numbers (dealership, kind, number, id, device)
        SELECT dealership, kind, ltrim(number, '0'), id, device FROM numbers
        WHERE kind IN ('order.request_number', 'order.contract_number') AND number LIKE '0%'
        AND ltrim(number, '0') <> ''
        ORDER BY id
        ON CONFLICT (dealership, kind, number) DO NOTHING""")
