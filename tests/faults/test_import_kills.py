"""Test kills during an import: no incomplete row remains, and the next import completes it."""

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
COMPLETED = 3  # one of so many killed imports is completed, because a second import takes most of the test's time
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
    """Return the counts of incomplete rows by kind of fault."""
    found = {name: unit.session.execute(text(query)).scalar_one() for name, query in HALVES.items()}
    return {name: count for name, count in found.items() if count}


def _complete(desktop: Desktop, where: str) -> None:
    """Import the whole file again: stored rows are unchanged, the others are accepted."""
    stored = desktop.verify().orders
    report = import_orders(desktop, SAMPLE)
    assert (report.accepted, report.unchanged) == (ALL - stored, stored), where
    assert_whole(desktop, where)
    assert desktop.read(_broken) == {}, where


def test_killed_import_leaves_no_incomplete_row(
    empty_file: Path, home: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    checks = count(1)

    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        assert desktop.read(_broken) == {}, where
        if next(checks) % COMPLETED == 0:
            _complete(desktop, where)
        desktop.close()

    kill_loop(import_file, home, SAMPLE, prepare=lambda: copied(empty_file), check=check)
