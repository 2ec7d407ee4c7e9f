"""Test pages with a row whose parent is missing: the other rows are applied, the row follows with its parent."""

from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.store.core.unit import Unit
from tests.benchmarks.head_office import rows_of
from tests.hub.head_office import Office


def count(unit: Unit) -> tuple[int, int, int]:
    """Return the numbers of customers, of orders and of rows kept raw."""
    tables = ("customers", "orders", "kept_rows")
    found = [unit.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]
    return found[0], found[1], found[2]


def test_order_without_its_customer_does_not_block_its_page(joined: Desktop, office: Office) -> None:
    people, orders = rows_of(office, 40)
    assert [order.doc["customer_id"] for order in orders if order.doc].count(people[-3].id) == 1
    joined.talk()
    office.publish("2606", *people[:-3], *people[-2:], *orders)
    report = joined.talk()
    assert (report.trouble, report.received) == ("", len(people) - 1 + len(orders))
    assert joined.read(count) == (len(people) - 1, len(orders) - 1, 1)
    office.publish("2606", people[-3])
    joined.talk()
    assert joined.read(count) == (len(people), len(orders), 0)
