"""Test the move of an order: wiped at its old counters with dependent rows, whole at the new ones, in one step."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef, ReceiptDetails
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger, money, rows
from dealer_app.hub.office import moves
from dealer_app.hub.office.imports import import_orders
from dealer_app.hub.office.moves import move_order
from dealer_app.services.orders.ledger import get_ledgers
from dealer_app.services.search.search import find
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.records import Base
from tests.hub.head_office import Office
from tests.services.imports.contents import the_order
from tests.services.imports.sheets import a_national_code, a_row, as_table, write_csv
from tests.sync.counters import bill, enrolled_counter, pay

REQUEST, OTHER = "R260000001", "R260000002"
TAKEN = 1_000_000_000


@pytest.fixture
def old(office: Office, tmp_path: Path) -> Iterator[Desktop]:
    """A counter of 2606."""
    with enrolled_counter(tmp_path / "old", office, "2606") as desktop:
        yield desktop


@pytest.fixture
def new(office: Office, tmp_path: Path) -> Iterator[Desktop]:
    """A counter of 2607."""
    with enrolled_counter(tmp_path / "new", office, "2607") as desktop:
        yield desktop


def bring(office_database: OfficeDatabase, folder: Path, *cells: dict[str, object]) -> None:
    assert import_orders(office_database, write_csv(folder / "a.csv", as_table(cells))).refused == ()


def work(desktop: Desktop) -> tuple[OrderId, ReceiptDetails]:
    """Issue a bill, take a payment, print its receipt, and tell head office."""
    assert desktop.talk().trouble == ""
    order_id = OrderId(the_order(desktop, REQUEST).id)
    bill(desktop, order_id)
    receipt = pay(desktop, order_id, "981244", TAKEN)
    desktop.write(lambda unit: print_paper(unit, PaperRef(PaperKind.RECEIPT, receipt.id)))
    assert desktop.talk().trouble == ""
    return order_id, receipt


def feed(office_database: OfficeDatabase, dealership: str) -> dict[str, set[str]]:
    """Return op -> kinds of a dealership's feed."""
    with transaction(office_database.engine, dealership, office_database.now()) as tx:
        mine = select(rows.c.op, rows.c.kind).where(rows.c.dealership == dealership)
        found: dict[str, set[str]] = {}
        for row in tx.connection.execute(mine):
            found.setdefault(row.op, set()).add(row.kind)
    return found


def everything(desktop: Desktop, *but: str) -> str:
    """Return the content of a database as plain text, without some tables."""

    def read(unit: Unit) -> str:
        tables = [table for name, table in Base.metadata.tables.items() if name not in but]
        return str([unit.session.execute(select(table)).all() for table in tables])

    return desktop.read(read)


def is_found(desktop: Desktop, text: str) -> bool:
    return desktop.read(lambda unit: find(unit, text)) != ()


def count(desktop: Desktop, record: Any) -> int:
    return desktop.read(lambda unit: int(unit.session.scalar(select(func.count()).select_from(record)) or 0))


def entered(office_database: OfficeDatabase, dealership: str) -> list[tuple[int, str]]:
    with transaction(office_database.engine, dealership, office_database.now()) as tx:
        found = tx.connection.execute(select(money.c.amount, money.c.state).order_by(money.c.id))
        return [(row.amount, row.state) for row in found]


def test_old_counter_wipes_a_moved_order_and_the_new_one_shows_it_whole(
    office_database: OfficeDatabase, old: Desktop, new: Desktop, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1))
    order_id, receipt = work(old)
    lines, before = count(old, OutboxRecord), count(old, AuditRecord)

    move_order(office_database, REQUEST, "2606", "2607")

    gone, there = feed(office_database, "2606"), feed(office_database, "2607")
    assert {"order", "customer", "bill", "payment", "print"} <= gone["revoke"]
    assert gone["revoke"] == there["upsert"]
    assert "revoke" not in there
    for desktop in (old, new):
        assert desktop.talk().trouble == ""
    for text in (REQUEST, "زهرا حسینی", a_national_code(1)):
        assert (is_found(old, text), is_found(new, text)) == (False, True)
    kept = everything(old, "outbox", "audit")
    assert a_national_code(1) not in kept
    assert REQUEST not in kept
    assert count(old, OutboxRecord) == lines  # evidence, shown nowhere
    assert count(old, AuditRecord) >= before

    known = OrderId(the_order(new, REQUEST).id)
    assert known == order_id
    assert new.read(lambda unit: get_ledgers(unit, (known,))[known]).principal.paid == 4_000_000_000 + TAKEN
    assert receipt.number in everything(new)
    assert entered(office_database, "2606") == [(-TAKEN, "entered")]  # where it was taken
    assert old.verify().is_sound
    assert new.verify().is_sound


def test_person_known_in_the_new_dealership_becomes_an_alias(
    office_database: OfficeDatabase, new: Desktop, tmp_path: Path
) -> None:
    person = {"national_code": a_national_code(1)}
    bring(office_database, tmp_path, a_row(1), a_row(2, dealership_code="2607", **person))
    move_order(office_database, REQUEST, "2606", "2607")
    assert "alias" in feed(office_database, "2607")["upsert"]
    new.talk()
    assert the_order(new, REQUEST).customer_id == the_order(new, OTHER).customer_id


def test_person_with_another_order_stays_and_the_moved_copy_is_not_overwritten(
    office_database: OfficeDatabase, tmp_path: Path
) -> None:
    person = {"national_code": a_national_code(1)}
    bring(office_database, tmp_path, a_row(1), a_row(2, **person))
    move_order(office_database, REQUEST, "2606", "2607")
    assert feed(office_database, "2606") == {"upsert": {"customer", "order"}, "revoke": {"order"}}
    corrected = a_customer(office_database, "2607")
    corrected["fields"]["city"] = "بم"
    publish_customer(office_database, "2607", corrected)

    move_order(office_database, OTHER, "2606", "2607")
    assert a_customer(office_database, "2607")["fields"]["city"] == "بم"
    assert feed(office_database, "2606") == {"revoke": {"customer", "order"}}


def a_customer(office_database: OfficeDatabase, dealership: str) -> dict[str, Any]:
    with transaction(office_database.engine, dealership, office_database.now()) as tx:
        mine = rows.c.kind == "customer", rows.c.dealership == dealership
        row = tx.connection.execute(select(rows.c.id, rows.c.doc).where(*mine)).one()
        return {**json.loads(row.doc), "row_id": row.id}


def publish_customer(office_database: OfficeDatabase, dealership: str, doc: dict[str, Any]) -> None:
    from dealer_app.hub.office.publishing import Published, publish_rows

    with transaction(office_database.engine, dealership, office_database.now()) as tx:
        assert publish_rows(tx, [Published("customer", doc.pop("row_id"), doc)]) == 1


def test_money_after_the_move_is_entered_and_waits_for_a_person(
    office_database: OfficeDatabase, old: Desktop, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1))
    old.talk()
    order_id = OrderId(the_order(old, REQUEST).id)
    pay(old, order_id, "981244", TAKEN)
    bill(old, order_id)
    move_order(office_database, REQUEST, "2606", "2607")

    assert old.talk().trouble == ""
    with transaction(office_database.engine, "2606", office_database.now()) as tx:
        said = tx.connection.execute(select(ledger.c.kind, ledger.c.state, ledger.c.code).order_by(ledger.c.n)).all()
    payments = [(row.state, row.code) for row in said if row.kind == "payment.record"]
    assert payments == [("deferred", "order_unknown")]
    assert {row.state for row in said} <= {"deferred", "applied"}
    assert entered(office_database, "2606") == [(-TAKEN, "reconcile")]


def test_order_that_comes_back_is_shown_again(office_database: OfficeDatabase, old: Desktop, tmp_path: Path) -> None:
    bring(office_database, tmp_path, a_row(1))
    work(old)
    move_order(office_database, REQUEST, "2606", "2607")
    old.talk()
    move_order(office_database, REQUEST, "2607", "2606")
    assert old.talk().trouble == ""
    order_id = OrderId(the_order(old, REQUEST).id)
    assert old.read(lambda unit: get_ledgers(unit, (order_id,))[order_id]).principal.paid == 4_000_000_000 + TAKEN
    assert old.verify().is_sound


def test_failed_move_moves_nothing(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(office_database, tmp_path, a_row(1))

    def fail(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moves, "_arrive", fail)
    with pytest.raises(KeyboardInterrupt):
        move_order(office_database, REQUEST, "2606", "2607")
    assert feed(office_database, "2606") == {"upsert": {"customer", "order"}}
    assert feed(office_database, "2607") == {}


@pytest.mark.parametrize(
    ("number", "source", "target", "code"),
    [
        ("R999", "2606", "2607", "hub_order_unknown"),
        (REQUEST, "2607", "2606", "hub_order_unknown"),
        (REQUEST, "2606", "2606", "hub_move_same"),
        (REQUEST, "2606", "2699", "hub_dealership_unknown"),
        (REQUEST, "2699", "2606", "hub_dealership_unknown"),
    ],
)
def test_impossible_move_is_refused(
    office_database: OfficeDatabase, tmp_path: Path, number: str, source: str, target: str, code: str
) -> None:
    bring(office_database, tmp_path, a_row(1))
    with pytest.raises(Refusal, match=code):
        move_order(office_database, number, source, target)


def test_crossing_moves_at_once_do_not_block_each_other(office_database: OfficeDatabase, tmp_path: Path) -> None:
    cells = [a_row(n, dealership_code="2606" if n % 2 else "2607") for n in range(1, 9)]
    bring(office_database, tmp_path, *cells)

    def move(at: int) -> None:
        source, target = ("2606", "2607") if at % 2 else ("2607", "2606")
        move_order(office_database, f"R26{at:07}", source, target)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(move, range(1, 9)))
    for dealership in ("2606", "2607"):
        with transaction(office_database.engine, dealership, office_database.now()) as tx:
            mine = rows.c.dealership == dealership, rows.c.kind == "order", rows.c.op == "upsert"
            assert tx.connection.scalar(select(func.count()).select_from(rows).where(*mine)) == 4
