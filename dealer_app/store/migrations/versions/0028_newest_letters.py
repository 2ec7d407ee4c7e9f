"""The pay-by day of an order is that of the letter issued last, wherever it was issued.

The number of a row is the order in which letters came to this counter, and each counter has its own letter first. The
triggers of ``0012_deadlines.py`` took the letter with the greatest number.
"""

from alembic import op

revision = "0028"
down_revision = "0027"

_PAY_BY = (
    "SELECT pay_by_on FROM invitations WHERE order_id = {id} AND state = 'issued' AND pay_by_on IS NOT NULL"
    " ORDER BY issued_at DESC, id DESC LIMIT 1"
)
_EVENTS = (("insert", "INSERT", "new"), ("delete", "DELETE", "old"), ("update", "UPDATE OF state", "new"))
"""Last word of a trigger's name, event, and the row that it reads."""


def upgrade() -> None:
    for name, event, row in _EVENTS:
        trigger = f"invitations_pay_by_on_{name}"
        value = _PAY_BY.format(id=f"{row}.order_id")
        work = f"UPDATE orders SET pay_by_on = ({value}) WHERE id = {row}.order_id"  # noqa: S608 - constants
        op.execute(f"DROP TRIGGER {trigger}")
        op.execute(
            f"CREATE TRIGGER {trigger} AFTER {event} ON invitations WHEN {row}.pay_by_on IS NOT NULL BEGIN {work}; END"
        )
    newest = _PAY_BY.format(id="orders.id")
    op.execute(
        f"UPDATE orders SET pay_by_on = ({newest})"  # noqa: S608 - constants
        f" WHERE id IN (SELECT order_id FROM invitations) AND pay_by_on IS NOT ({newest})"
    )
