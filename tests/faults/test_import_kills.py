"""A power cut in the middle of an import leaves no half row, and the next import completes it."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.services.imports.run import import_orders
from dealer_app.store.core.unit import Unit
from tests.faults.conftest import RunLoop
from tests.faults.jobs import import_file, opened
from tests.faults.whole import assert_whole
from tests.services.imports.sample import SAMPLE

ALL = 1441
COMPLETED = 3  # of so many broken imports, one is completed: to import twice takes most of the test's time
HALVES = {
    "customer without an order": "SELECT count(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)",
    "order without its history": "SELECT count(*) FROM orders WHERE id NOT IN (SELECT order_id FROM status_history)",
    "order whose ledger is not its amounts": (
        "SELECT count(*) FROM orders WHERE price - discount - received <>"
        " (SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE order_id = orders.id)"
    ),
    "orders the audit does not know": (
        "SELECT count(*) - coalesce((SELECT sum(json_extract(detail, '$.new_orders')) FROM audit"
        " WHERE action = 'orders_imported'), 0) FROM orders"
    ),
}


def _broken(unit: Unit) -> dict[str, int]:
    """Return what is half of an import, by what is wrong with it."""
    found = {name: unit.session.execute(text(query)).scalar_one() for name, query in HALVES.items()}
    return {name: count for name, count in found.items() if count}


def _complete(desktop: Desktop, where: str) -> None:
    """Import the whole file again: what was stored is unchanged, the rest is taken."""
    stored = desktop.verify().orders
    report = import_orders(desktop, SAMPLE)
    assert (report.accepted, report.unchanged) == (ALL - stored, stored), where
    assert_whole(desktop, where)
    assert desktop.read(_broken) == {}, where


def test_killed_import(empty_file: Path, home: Path, copied: Callable[[Path], None], kill_loop: RunLoop) -> None:
    checks = count(1)

    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        assert desktop.read(_broken) == {}, where
        if next(checks) % COMPLETED == 0:
            _complete(desktop, where)
        desktop.close()

    kill_loop(import_file, home, SAMPLE, prepare=lambda: copied(empty_file), check=check)
