"""Compute the keys of an order's numbers without leading zeros, and clean stored chassis numbers.

Excel drops leading zeros, so «0012345» and «12345» are one number. Older imports stored chassis numbers with hyphens
and hidden marks, with which no search found them.
"""

from alembic import op

from dealer_app.domain.codes.vehicles import clean_vin

revision = "0009"
down_revision = "0008"

_NUMBERS = ("request", "contract", "invitation")
_ODD_VINS = "SELECT row, vin FROM orders WHERE vin GLOB '*[^A-Z0-9]*'"


def _key(column: str) -> str:
    expression = column
    for separator in " -/\\_.,:":
        expression = f"replace({expression}, '{separator}', '')"
    return f"ltrim(upper({expression}), '0')"


def upgrade() -> None:
    connection = op.get_bind()
    for row, vin in connection.exec_driver_sql(_ODD_VINS).all():
        connection.exec_driver_sql("UPDATE orders SET vin = ? WHERE row = ?", (clean_vin(vin), row))
    for name in _NUMBERS:
        kind = "TEXT NOT NULL" if name == "request" else "TEXT"
        made = f"{kind} GENERATED ALWAYS AS ({_key(f'{name}_number')}) VIRTUAL"
        op.execute(f"DROP INDEX ix_orders_{name}_key")
        op.execute(f"ALTER TABLE orders DROP COLUMN {name}_key")
        connection.exec_driver_sql(f"ALTER TABLE orders ADD COLUMN {name}_key {made}")
        op.execute(f"CREATE INDEX ix_orders_{name}_key ON orders ({name}_key)")
