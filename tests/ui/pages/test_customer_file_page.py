"""The customer's file: its contents, verbs, refusals, masked codes, reversal and reprint."""

from datetime import date

from PySide6.QtCore import Qt

from dealer_app.domain.persian import persian_digits
from dealer_app.store.core.unit import Unit
from tests.documents.stored_days import spoil
from tests.ui.clerk import Clerk, accessible_names, main_order
from ui.look.theme import theme
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage


def open_file(clerk: Clerk) -> CustomerFilePage:
    customer_id, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_customer(customer_id, order_id)
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.file is not None)
    return page


def words_of(page: CustomerFilePage) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_stored_day_outside_the_calendar_opens_the_file(clerk: Clerk) -> None:
    _, order_id = clerk.read(main_order)
    clerk.counter.tasks.run_write(clerk.counter, lambda unit: spoil(unit, order_id, date.max), lambda _written: None)
    clerk.settle()
    page = open_file(clerk)
    assert "میلادی" in words_of(page)
    assert page.open_card() is not None


def test_codes_are_masked_until_a_reason_is_given(clerk: Clerk) -> None:
    page = open_file(clerk)
    assert persian_digits("0499370899") not in words_of(page)
    page.header.reveal_asked.emit("")
    clerk.settle()
    assert page.header.reason.sentence.words.text()
    page.header.reveal_asked.emit("درخواست خود مراجع")
    clerk.settle()
    assert persian_digits("0499370899") in words_of(page)


def test_verb_keys_work_on_the_open_order(clerk: Clerk) -> None:
    page = open_file(clerk)
    keys = {command.key: command.name for command in page.commands()}
    assert keys["F7"] == "قبض اصل"
    assert keys["F8"] == "دعوتنامه"


def test_refusal_is_shown_below_the_verbs_of_its_order(clerk: Clerk) -> None:
    page = open_file(clerk)
    page.do("penalty")
    clerk.until(lambda: not page._is_busy)
    card = page.open_card()
    assert card is not None
    assert "جریمه" in card._refusal.text
    assert not card._refusal.isHidden()


def test_slip_requested_twice_is_one_slip(clerk: Clerk) -> None:
    page = open_file(clerk)
    page.do("principal")
    page.do("principal")
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    first = clerk.page
    clerk.counter.navigate.open_customer(page.customer_id)
    page.do("principal")
    clerk.settle()
    assert clerk.page is first


def test_full_ledger_ends_with_the_balance_of_the_summary(clerk: Clerk) -> None:
    from ui.pages.customer_file.ledger import entries_of, words_of_amount

    page = open_file(clerk)
    assert page.file is not None
    for order in page.file.orders:
        for account, balance in (("principal", order.ledger.principal), ("penalty", order.ledger.penalty)):
            lines = list(entries_of(order.ledger, account))  # type: ignore[arg-type]
            if lines:
                assert lines[-1][3] == words_of_amount(balance.remaining)


def test_opening_the_next_order_closes_the_previous_one(clerk: Clerk) -> None:
    page = open_file(clerk)
    first = page.open_card()
    page.open_next()
    second = page.open_card()
    assert first is not None
    assert second is not None
    assert first is not second
    assert not first.is_open


def test_timeline_reprints_a_paper(clerk: Clerk) -> None:
    page = open_file(clerk)
    keys = [action.key for event in page.events._events for action in event.actions]
    page.events._on_asked(next(key for key in keys if "invitation" in key))
    clerk.until(lambda: isinstance(clerk.page, PaperPage))


def test_timeline_stays_visible_with_large_type(clerk: Clerk) -> None:
    page = open_file(clerk)
    theme.use(scale_percent=200)
    clerk.settle()
    assert page.events.isVisible()
    assert clerk.counter.window.width() <= 1366
    theme.use(scale_percent=100)


def test_every_control_of_the_file_has_an_accessible_name(clerk: Clerk) -> None:
    assert accessible_names(open_file(clerk)) == []


def test_many_bills_are_issued_only_after_a_mark(clerk: Clerk) -> None:
    customer_id, order_id = clerk.read(main_order)
    dearer = 3_000_000_000_000

    def charge(unit: Unit) -> None:
        from dealer_app.store.tables.ledger import LedgerEntryRecord

        entry = LedgerEntryRecord(
            order_id=order_id, account="principal", kind="price", amount=dearer, entered_at=unit.now
        )
        unit.session.add(entry)

    clerk.counter.tasks.run_write(clerk.counter, charge, lambda _written: None)
    clerk.settle()
    clerk.counter.navigate.open_customer(customer_id, order_id)
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.open_card() is not None)
    clerk.press(Qt.Key.Key_F7)
    clerk.settle()
    card = page.open_card()
    assert card is not None
    assert "قبض صادر می‌شود" in card._refusal.text
    assert card.right.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        card.right.setFocus()
        clerk.press(key)
        assert not card.right.isChecked()
        assert not card.go_on.isEnabled()
    clerk.settle()
    assert clerk.page is page
    card.right.setFocus()
    clerk.press(Qt.Key.Key_Space)
    card.go_on.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
