"""Compare which paper of an order a counter takes for the newest with what head office's documents say (I12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select, true

from dealer_app.services.deadlines.calendar import read_reckoning
from dealer_app.services.deadlines.orders import read_clocks
from dealer_app.services.orders.orders import pay_by_days
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.soak.promises import promise
from tests.soak.world import Pc

Doc = dict[str, Any]
Days = dict[str, tuple[date, ...]]
"""Order -> days."""


def check_newest(pc: Pc, theirs: Iterable[tuple[str, str, Doc]]) -> None:
    """Check the pay-by day and the powers of attorney of each order against the papers issued last.

    ``theirs`` are the documents of the dealership that the counter can show: kind, id and document.
    """
    in_order = sorted(theirs, key=lambda one: (one[2].get("at") or "", one[1]))
    letters = [doc for kind, _, doc in in_order if kind == "invitation" and doc["doc_state"] == "issued"]
    visits = {row_id: doc["body"] for kind, row_id, doc in in_order if kind == "visit"}
    pay_by, deeds, linked = pc.desktop.read(_shown)
    wanted: Days = {
        doc["body"]["order_id"]: (date.fromisoformat(doc["body"]["pay_by_on"]),)
        for doc in letters
        if doc["body"]["pay_by_on"]
    }
    _compare("pay-by days", pay_by, wanted)
    newest: dict[str, dict[str, date]] = {}
    for row_id, order_id in ((row_id, linked.get(row_id)) for row_id in visits):
        proxy = visits[row_id]["representative"]
        if order_id is not None and proxy is not None:
            newest.setdefault(order_id, {})[proxy["national_code"]] = date.fromisoformat(proxy["valid_until"])
    _compare("deeds", deeds, {order_id: tuple(sorted(days.values())) for order_id, days in newest.items()})


def _shown(unit: Unit) -> tuple[Days, Days, dict[str, str]]:
    """Return the pay-by days and the deeds that a counter shows, and the order of each of its visits."""
    clocks = read_clocks(unit, read_reckoning(unit), true())
    pay_by: Days = {
        str(one): (each.facts.pay_by_on,) for one, each in clocks.items() if each.facts.pay_by_on is not None
    }
    spoken = {str(one): (day,) for one, day in pay_by_days(unit, clocks).items()}
    promise(12, pay_by == spoken, "a list and the sentence read aloud name different days")
    deeds: Days = {str(one): tuple(sorted(each.facts.deeds)) for one, each in clocks.items() if each.facts.deeds}
    rows = unit.session.execute(select(VisitRecord.id, VisitRecord.order_id))
    return pay_by, deeds, {str(row_id): str(order_id) for row_id, order_id in rows if order_id is not None}


def _compare(name: str, shown: Days, wanted: Days) -> None:
    differing = [(key, shown.get(key), wanted.get(key)) for key in shown.keys() | wanted.keys()]
    differing = [entry for entry in differing if entry[1] != entry[2]]
    promise(12, not differing, f"{name}: {differing[:3]}")
