"""Test pages with more rows than one INSERT holds: each row is stored once, digested once and kept as received."""

import json
from functools import partial

from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.protocol import wire
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.sync.apply.rows import insert_many
from dealer_app.sync.apply.statements import Insert
from dealer_app.sync.session.reader import apply_page
from tests.benchmarks.head_office import rows_of
from tests.hub.head_office import Office, a_counter
from tests.hub.raw import push
from tests.hub.recording import publish_centre, write_day

SIZES = (0, 1, 7, 8, 9, 31, 32, 33, 255, 256, 257, 297, 600)


def _history(unit: Unit) -> int:
    return unit.session.scalars(select(func.count()).select_from(StatusHistoryRecord)).one()


def test_any_number_of_rows_is_inserted_in_order(joined: Desktop) -> None:
    def fill(unit: Unit, size: int) -> list[int]:
        raw = unit.session.info["driver"]
        raw.execute("CREATE TEMP TABLE many (at INTEGER PRIMARY KEY AUTOINCREMENT, value INTEGER)")
        insert_many(unit, Insert("INSERT INTO many (value)", "(?)"), [(at,) for at in range(size)])
        found = [value for (value,) in raw.execute("SELECT value FROM many ORDER BY at").fetchall()]
        raw.execute("DROP TABLE many")
        return found

    for size in SIZES:
        assert joined.write(partial(fill, size=size)).value == list(range(size))


def test_rows_of_large_pages_fit_the_anchor_also_when_they_come_again(joined: Desktop, office: Office) -> None:
    people, orders = rows_of(office, 300)
    office.publish("2606", *people, *orders)
    assert joined.talk().trouble == ""
    for order in orders:
        assert order.doc is not None
        order.doc["history"] += [order.doc["history"][0], {"status": "آماده", "at": "2026-11-22T08:00:00.000000+00:00"}]
        order.doc["history"].append(order.doc["history"][-1])
    office.publish("2606", *orders)
    assert joined.talk().trouble == ""
    assert joined.read(lambda unit: unit.session.scalars(select(func.count()).select_from(OrderRecord)).one()) == len(
        orders
    )
    assert joined.read(_history) == 2 * len(orders)  # an entry that is stated twice is stored once
    assert joined.verify().is_sound


def test_paper_keeps_the_fields_of_a_later_version(joined: Desktop, office: Office) -> None:
    publish_centre(office)
    other = a_counter(office)
    write_day(other, 2)
    push(other)
    joined.talk()
    page = other.talk().pull(0, 0)
    assert page is not None
    bill = next(row for row in page.rows if row.kind == "bill")
    doc = json.loads(bytes(bill.doc))  # type: ignore[arg-type]
    doc["body"] |= {"later": {"field": ["ی", 1]}, "id": "0192f0c1-0000-7000-8000-0000000000aa"}
    doc["body"] |= {"bill_id": "1064348103115", "payment_id": "97570237", "number": "9405/1"}
    later = wire.Row(page.cursor + 100, "bill", doc["body"]["id"], 1, "upsert", doc=wire.raw(doc))
    joined.write(lambda unit: apply_page(unit, wire.FeedPage((later,), (), page.cursor + 100, 0, is_more=False)))
    facts = joined.read(
        lambda unit: unit.session.scalars(select(BillRecord.facts).where(BillRecord.bill_id == "1064348103115")).one()
    )
    assert facts == doc["body"]
