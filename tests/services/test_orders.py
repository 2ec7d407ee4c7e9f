"""Orders, their lists and the timeline."""

import pytest
from sqlalchemy import insert

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import ReversePayment
from dealer_app.domain.customers import CorrectCustomer, RegisterCustomer, TimelineEntry
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services.customers import customers
from dealer_app.services.orders import orders, timeline
from dealer_app.services.payments import payments
from dealer_app.services.prints import prints
from dealer_app.store.tables.ledger import LedgerEntryRecord
from tests.services.factories import a_payment, by_manager, walk_in


def owner_of(counter: Desktop, order_id: OrderId) -> CustomerId:
    return counter.read(lambda unit: orders.get_order(unit, order_id)).customer_id


def entries_of(counter: Desktop, customer_id: CustomerId) -> tuple[TimelineEntry, ...]:
    return counter.read(lambda unit: timeline.list_timeline(unit, customer_id))


def test_order_is_shown_with_ledger_and_card(counter: Desktop, main_order: OrderId) -> None:
    order = counter.read(lambda unit: orders.get_order(unit, main_order))

    assert (order.customer_name, order.customer_national_code) == ("زهرا نوری‌فر", "0499370899")
    assert (order.ledger.principal.remaining, order.ledger.penalty.remaining) == (4_864_000_000, 0)
    assert (order.card.stage, order.card.deadline_words, order.card.tone) == (
        "payment",
        "۳ روز تا پایان مهلت واریز",
        "amber",
    )
    assert not order.is_other_dealership


def test_late_order_shows_the_days_of_delay(counter: Desktop) -> None:
    late = counter.read(lambda unit: orders.find_order_id(unit, "R2606098731"))
    assert late is not None

    card = counter.read(lambda unit: orders.get_order(unit, late)).card

    assert (card.deadline_words, card.tone) == ("۴۶ روز دیرکرد تحویل", "red")


def test_orders_of_a_customer_are_listed_newest_first(counter: Desktop, main_order: OrderId) -> None:
    customer_id = owner_of(counter, main_order)
    found = counter.read(lambda unit: orders.list_customer_orders(unit, customer_id))

    assert [order.fields.request_number for order in found] == ["R2606100412", "R2606098731"]


def test_another_dealerships_order_is_marked(counter: Desktop) -> None:
    other = counter.read(lambda unit: orders.find_order_id(unit, "R2606090011"))
    assert other is not None

    order = counter.read(lambda unit: orders.get_order(unit, other))

    assert order.is_other_dealership
    assert "خودرو رفسنجان (نمونه)" in order.card.next_step


@pytest.mark.parametrize("number", ["R2606100412", "۲۶۰۶-۵۰۴۱۲", "d 700412"])
def test_order_is_found_by_any_of_its_numbers(counter: Desktop, main_order: OrderId, number: str) -> None:
    assert counter.read(lambda unit: orders.find_order_id(unit, number)) == main_order


@pytest.mark.parametrize("number", ["", " ", "R2606", "0499370899"])
def test_partial_number_or_other_key_finds_no_order(counter: Desktop, number: str) -> None:
    assert counter.read(lambda unit: orders.find_order_id(unit, number)) is None


def test_missing_order_is_refused(counter: Desktop, main_order: OrderId) -> None:
    customer_id = owner_of(counter, main_order)

    with pytest.raises(Refusal, match="order_not_found"):
        counter.read(lambda unit: orders.get_order(unit, OrderId(customer_id)))


def test_list_returns_ids_and_rows_for_the_visible_block(counter: Desktop, main_order: OrderId) -> None:
    ids = counter.read(lambda unit: orders.list_order_ids(unit, descending=True))
    rows = counter.read(lambda unit: orders.get_order_rows(unit, ids[:3]))

    assert len(ids) == 39
    assert ids[0] == main_order
    assert [row.id for row in rows] == list(ids[:3])
    assert (rows[0].customer_name, rows[0].remaining) == ("زهرا نوری‌فر", 4_864_000_000)


def test_list_is_filtered_by_number_name_and_status(counter: Desktop, main_order: OrderId) -> None:
    for narrowed in ({"filter_text": "R26061"}, {"filter_text": "زهرا نوری فر", "status": "دعوتنامه صادر شد"}):
        ids = counter.read(lambda unit, wish=narrowed: orders.list_order_ids(unit, **wish))  # type: ignore[misc]
        assert ids == (main_order,)


def test_timeline_lists_every_event_newest_first(counter: Desktop, main_order: OrderId) -> None:
    customer_id = owner_of(counter, main_order)
    receipt = counter.write(lambda unit: payments.record_payment(unit, a_payment(main_order, 1_000_000_000))).value
    counter.write(lambda unit: payments.reverse_payment(by_manager(unit), ReversePayment(receipt.id, "اشتباه")))
    ref = PaperRef(PaperKind.RECEIPT, receipt.id)
    counter.write(lambda unit: prints.begin_print(unit, ref))
    second = counter.write(lambda unit: prints.begin_print(unit, ref)).value
    counter.write(lambda unit: prints.mark_print(unit, second.print_id, "queued", "PDF"))

    entries = entries_of(counter, customer_id)

    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert {entry.kind for entry in entries} >= {"invitation", "bill", "payment", "reversal", "printed", "contract"}
    shown = {(entry.title, entry.subtitle, entry.mark) for entry in entries}
    assert ("پرداخت ۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال", "پیگیری \u2066981244\u2069 · سمیه کریمی", "برگشت‌خورده") in shown
    assert ("پرداخت ۲٬۵۶۰٬۰۰۰٬۰۰۰ ریال", "پیگیری \u2066981244\u2069", "") in shown
    assert ("رسید پرداخت چاپ شد", "سمیه کریمی", "رونوشت ۱") in shown
    assert ("رسید پرداخت برای چاپ ثبت شد", "سمیه کریمی", "") in shown


def test_timeline_of_a_walk_in_begins_with_the_registration(counter: Desktop) -> None:
    wish = RegisterCustomer(walk_in())
    customer_id = counter.write(lambda unit: customers.register_customer(unit, wish)).value.customer_id
    correction = CorrectCustomer(customer_id, 1, walk_in(city="بم"))
    counter.write(lambda unit: customers.correct_customer(unit, correction))

    entries = entries_of(counter, customer_id)

    assert [entry.kind for entry in entries][-1] in {"registered", "corrected"}
    (registered,) = [entry for entry in entries if entry.kind == "registered"]
    assert (registered.mark, registered.paper_kind) == ("در صف", "registration")
    assert len(entries) == 2


def test_database_refuses_an_entry_of_the_wrong_sign(counter: Desktop, main_order: OrderId) -> None:
    values = {"order_id": main_order, "account": "principal", "kind": "payment", "amount": 5}

    with pytest.raises(Exception, match="ck_ledger_entries_sign"):
        counter.write(lambda unit: unit.session.execute(insert(LedgerEntryRecord), {**values, "entered_at": unit.now}))
