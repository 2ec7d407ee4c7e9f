"""Test kills of a working counter: no incomplete document, no lost or duplicated number, and work can continue."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from dealer_app.domain.orders.ledger import Account
from dealer_app.services.bills.bills import list_open_bills
from dealer_app.services.orders.orders import get_order
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.prints import PrintRecord
from tests.faults.conftest import RunLoop
from tests.faults.jobs import (
    DEPOSIT,
    PENALTY,
    PRICE,
    WALK_INS,
    is_paid,
    opened,
    order_id,
    print_papers,
    register,
    serve,
)
from tests.faults.whole import assert_whole, used_numbers


def _money(unit: Unit) -> tuple[int, int]:
    """Return the remaining principal and penalty in Rial; check the principal against the recorded payments."""
    ledger = get_order(unit, order_id(unit)).ledger
    paid = DEPOSIT * is_paid(unit, "A1") + (PRICE - DEPOSIT) * is_paid(unit, "B2")
    assert ledger.principal.remaining == PRICE - paid
    return ledger.principal.remaining, ledger.penalty.remaining


def test_killed_registration_can_be_completed(
    first_day: Path, home: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        assert desktop.verify().customers <= 1 + WALK_INS
        register(home)
        assert_whole(desktop, where)
        assert desktop.verify().customers == 1 + WALK_INS, where
        assert desktop.read(lambda unit: used_numbers(unit, "registration")) == [1, 2, 3], where
        desktop.close()

    kill_loop(register, home, prepare=lambda: copied(first_day), check=check)


def test_killed_bills_invitation_and_payment_can_be_completed(
    first_day: Path, home: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        desktop.read(_money)
        serve(home)
        assert_whole(desktop, where)
        assert desktop.read(_money) == (0, PENALTY), where
        assert desktop.read(lambda unit: list_open_bills(unit, order_id(unit), Account.PRINCIPAL)) == (), where
        numbers = {kind: len(desktop.read(partial(used_numbers, kind=kind))) for kind in USED}
        assert numbers == USED, where
        desktop.close()

    kill_loop(serve, home, prepare=lambda: copied(first_day), check=check)


def test_killed_print_leaves_no_paper_without_a_record(
    busy_day: Path, home: Path, tmp_path: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    out = tmp_path / "printer"

    def prepare() -> None:
        copied(busy_day)
        out.mkdir(exist_ok=True)
        for paper in out.iterdir():
            paper.unlink()

    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        hashes = desktop.read(_print_hashes)
        assert _came_out(out, hashes), where
        print_papers(home, out)
        assert_whole(desktop, where)
        assert desktop.read(_print_hashes).keys() >= {paper.stem for paper in out.iterdir()}, where
        desktop.close()

    kill_loop(print_papers, home, out, prepare=prepare, check=check)


USED = {"invitation": 1, "bill": 7, "bill_file": 7, "receipt": 2}
"""Numbers used by kind; the bills are three of the invitation, one of the penalty and three after the deposit."""


def _print_hashes(unit: Unit) -> dict[str, str]:
    return {str(row.id): row.sha256 for row in unit.session.execute(select(PrintRecord.id, PrintRecord.sha256))}


def _came_out(out: Path, hashes: dict[str, str]) -> bool:
    """Return whether every printed paper has its record, at most one paper is torn and at most one is missing."""
    papers = {paper.stem: sha256(paper.read_bytes()).hexdigest() for paper in out.iterdir()}
    torn = [name for name, digest in papers.items() if hashes.get(name) != digest]
    return papers.keys() <= hashes.keys() and len(torn) <= 1 and len(hashes) - len(papers) <= 1
