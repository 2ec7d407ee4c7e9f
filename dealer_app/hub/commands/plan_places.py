"""Count the orders from each plan over all dealerships; pushes with orders from one plan wait for each other.

Each accepted order has one row of ``numbers`` under ``*``: its kind names the plan, its number is the order's own id.
The count compares whole texts, because a range of texts holds other rows under another collation of the database.
"""

from collections.abc import Collection

from sqlalchemy import func, select, text

from dealer_app.hub.database.database import Transaction, within
from dealer_app.hub.database.schema import BROADCAST, numbers
from dealer_app.protocol.wire import plain_json

EVERYWHERE = "plan_orders"
"""The kind under which the working set knows these rows; in the table the plan's id follows it."""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:plan, 0))"
_KEEP = """
    INSERT INTO numbers (dealership, kind, number, id, device)
    SELECT '*', 'plan_orders:' || split_part(key, ':', 1), split_part(key, ':', 2), value, ''
    FROM json_each_text(CAST(:places AS json)) ORDER BY key
    ON CONFLICT DO NOTHING"""
_DROP = """
    DELETE FROM numbers USING json_array_elements_text(CAST(:places AS json)) AS given_up
    WHERE dealership = '*' AND kind = 'plan_orders:' || split_part(given_up, ':', 1)
    AND number = split_part(given_up, ':', 2)"""


def place_of(plan_id: str, request_id: str) -> str:
    """Return the name of an order's place in its plan."""
    return f"{plan_id}:{request_id}"


def lock_plans(tx: Transaction, plans: Collection[str]) -> None:
    """Keep other pushes from taking a place of these plans before this one's end.

    Take all locks of a transaction at once: two that take the same locks in another order wait for each other for ever.
    """
    for plan in sorted(plans):
        tx.connection.execute(text(_LOCK), {"plan": plan})


def count_taken(tx: Transaction, plans: Collection[str]) -> dict[str, int]:
    """Return how many places of each plan are taken, and keep other pushes from taking one before this one's end."""
    if not plans:
        return {}
    lock_plans(tx, plans)
    with within(tx, BROADCAST):
        return {plan: _count(tx, plan) for plan in plans}


def keep_places(tx: Transaction, places: dict[str, str]) -> None:
    """Store the places that were taken (place -> request) and drop those that were given up (place -> "")."""
    if not places:
        return
    taken = {place: request for place, request in places.items() if request}
    with within(tx, BROADCAST):
        tx.connection.execute(text(_KEEP), {"places": plain_json(taken).decode()})
        tx.connection.execute(text(_DROP), {"places": plain_json([*(places.keys() - taken)]).decode()})


def _count(tx: Transaction, plan: str) -> int:
    mine = numbers.c.dealership == BROADCAST, numbers.c.kind == f"{EVERYWHERE}:{plan}"
    return tx.connection.scalar(select(func.count()).where(*mine)) or 0
