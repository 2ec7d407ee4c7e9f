"""SIGKILL in the middle of an import leaves no half row, and the next import completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.services.imports import import_orders
from dealer_app.store.unit import Unit
from tests.services.imports.contents import all_rows
from tests.services.imports.sheets import SAMPLES

ALL = 1441
SAMPLE = SAMPLES / "dealer-export.xlsx"
CHILD = Path(__file__).with_name("import_child.py")
ROOT = Path(__file__).parents[3]
BROKEN = {
    "order without its customer": "SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)",
    "customer without an order": "SELECT count(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)",
    "order without its history": "SELECT count(*) FROM orders WHERE id NOT IN (SELECT order_id FROM status_history)",
    "order whose ledger is not its amounts": (
        "SELECT count(*) FROM orders WHERE price - discount - received <>"
        " (SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE order_id = orders.id)"
    ),
    "customer missing from the name index": (
        "SELECT count(*) FROM customers WHERE row NOT IN (SELECT customer_row FROM customer_words)"
    ),
    "orders the audit does not know": (
        "SELECT count(*) - coalesce((SELECT sum(json_extract(detail, '$.new_orders')) FROM audit"
        " WHERE action = 'orders_imported'), 0) FROM orders"
    ),
}


def broken(unit: Unit) -> dict[str, int]:
    """Return what is half, by what is wrong with it."""
    found = {name: unit.session.execute(text(query)).scalar_one() for name, query in BROKEN.items()}
    return {name: count for name, count in found.items() if count}


def kill_import(home: Path, after_s: float) -> None:
    """Run an import in its own process and kill it ``after_s`` seconds after its counter opened."""
    command = [sys.executable, str(CHILD), str(home), str(SAMPLE)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        try:
            child.wait(after_s)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)


@pytest.mark.timeout(900)
def test_a_killed_import_leaves_no_half_row_and_can_be_completed(empty_home: Path, tmp_path: Path, kills: int) -> None:
    dice, home = random.Random(1405), tmp_path / "counter"
    sizes = {ALL}
    for _ in range(kills):
        if ALL in sizes:  # complete: begin again with an empty file
            sizes.clear()
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(empty_home, home)
        kill_import(home, dice.uniform(0.02, 0.5))
        desktop = Desktop(home)
        desktop.open()
        assert desktop.read(broken) == {}
        sizes.add(len(all_rows(desktop)["orders"]))
        desktop.close()
    desktop = Desktop(home)
    desktop.open()
    report = import_orders(desktop, SAMPLE)
    assert report.accepted + report.unchanged == ALL
    assert desktop.read(broken) == {}
    desktop.close()
