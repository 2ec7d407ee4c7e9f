"""A name that no installed font can draw: the slip is refused with a sentence, and no bill is issued."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk
from ui.pages.customer_file.page import CustomerFilePage

LATE_ORDER = "R2606090009"


def count_bills(clerk: Clerk) -> int:
    def work(unit: Unit) -> int:
        from sqlalchemy import func, select

        from dealer_app.store.tables.bills import BillRecord

        return unit.session.scalar(select(func.count()).select_from(BillRecord)) or 0

    return clerk.read(work)


def misname(unit: Unit) -> object:
    from dealer_app.services.orders import orders
    from dealer_app.store.tables.customers import CustomerRecord

    order_id = orders.find_order_id(unit, LATE_ORDER)
    assert order_id is not None
    customer_id = orders.get_order(unit, order_id).customer_id
    record = unit.session.get(CustomerRecord, customer_id)
    assert record is not None
    record.family_name = "\N{GRINNING FACE}"
    unit.session.flush()
    return customer_id, order_id


def test_slip_that_cannot_be_drawn_is_not_issued(clerk: Clerk) -> None:
    found: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, misname, lambda written: found.append(written.value))
    clerk.until(lambda: bool(found))
    assert isinstance(found[0], tuple)
    customer_id, order_id = found[0]
    before = count_bills(clerk)
    clerk.counter.navigate.open_customer(customer_id, order_id)
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.file is not None)
    clerk.press(Qt.Key.Key_F7)
    clerk.until(lambda: any("U+1F600" in label.text() for label in page.findChildren(QLabel)))
    assert clerk.page is page
    assert count_bills(clerk) == before
