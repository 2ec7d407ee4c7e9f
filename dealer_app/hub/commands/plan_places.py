"""Count the orders from each plan over all dealerships; pushes with orders from one plan wait for each other.

Each accepted order has one row of ``numbers`` under ``*``, named by its plan and its own id.
"""

from collections.abc import Collection

from sqlalchemy import func, select, text

from dealer_app.hub.database.database import Transaction, enter
from dealer_app.hub.database.schema import BROADCAST, numbers
from dealer_app.protocol.wire import plain_json

EVERYWHERE = "plan_orders"
"""The kind of these rows."""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:plan, 0))"
_KEEP = """
    INSERT INTO numbers (dealership, kind, number, id, device)
    SELECT '*', 'plan_orders', key, value, '' FROM json_each_text(CAST(:places AS json)) ORDER BY key
    ON CONFLICT DO NOTHING"""

_DROP = """
    DELETE FROM numbers USING json_array_elements_text(CAST(:places AS json)) AS given_up
    WHERE dealership = '*' AND kind = 'plan_orders' AND number = given_up"""


def place_of(plan_id: str, request_id: str) -> str:
    """Return the name of an order's place in its plan."""
    return f"{plan_id}:{request_id}"


def count_taken(tx: Transaction, plans: Collection[str]) -> dict[str, int]:
    """Return how many places of each plan are taken, and keep other pushes from taking one before this one's end."""
    if not plans:
        return {}
    enter(tx.connection, BROADCAST)
    try:
        return {plan: _count(tx, plan) for plan in sorted(plans)}  # in one order, so that no two pushes wait in a ring
    finally:
        enter(tx.connection, tx.dealership)


def keep_places(tx: Transaction, places: dict[str, str]) -> None:
    """Store the places that were taken (place -> request) and drop those that were given up (place -> "")."""
    if not places:
        return
    taken = {place: request for place, request in places.items() if request}
    enter(tx.connection, BROADCAST)
    try:
        tx.connection.execute(text(_KEEP), {"places": plain_json(taken).decode()})
        tx.connection.execute(text(_DROP), {"places": plain_json([*(places.keys() - taken)]).decode()})
    finally:
        enter(tx.connection, tx.dealership)


def _count(tx: Transaction, plan: str) -> int:
    tx.connection.execute(text(_LOCK), {"plan": plan})
    mine = numbers.c.dealership == BROADCAST, numbers.c.kind == EVERYWHERE
    is_of_plan = numbers.c.number.between(f"{plan}:", f"{plan};")
    return tx.connection.scalar(select(func.count()).where(*mine, is_of_plan)) or 0
