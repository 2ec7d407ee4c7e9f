"""The head office page: list and filters, decisions, the way to enrol; by keyboard, on a real database."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from dealer_app.domain.head_office import ANSWER_OF, AnswerState, ResolveConflict
from dealer_app.hub.commands.kinds import KINDS
from dealer_app.services.customers import customers
from dealer_app.services.head_office import answers as head_office_lists
from dealer_app.services.head_office import conflicts as head_office_decisions
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.outbox import OutboxRecord
from tests.ui.clerk import Clerk, accessible_names, main_order
from tests.ui.fake_line import answer, dispute, lose_order
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.head_office.page import HeadOfficePage
from ui.pages.papers.page import PaperPage
from ui.pages.settings.page import SettingsPage
from ui.texts import head_office as words

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_counter_that_is_not_enrolled_shows_how_to_enrol(clerk: Clerk) -> None:
    page = _open(clerk)
    assert page.not_enrolled.isVisible()
    assert "۴" in page.not_enrolled.queue.text()
    assert not page.line_card.isVisible()
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.page, SettingsPage)
    assert clerk.page.front.key == "head_office"


def test_waiting_entries_are_listed_without_a_head_office(clerk: Clerk) -> None:
    page = _open(clerk)
    clerk.press(Qt.Key.Key_Tab)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(page.table.isVisible)
    assert page.model.rowCount() == 4
    assert page.line_card.title.text() == words.HEADS["alone"]


def test_every_answer_has_a_badge_a_reason_and_a_count(idle: Clerk) -> None:
    page = _answered(idle)
    shown = {row[0]: row for row in _rows(idle, page)}
    assert [shown[n][6] for n in "۱۲۳۴"] == ["پذیرفته", "تغییر یافته", "رد شده", "در بررسی"]
    assert shown["۲"][2] == "1405/2606/01000001"
    assert "1405/2606/01000001" in shown["۲"][7]
    assert shown["۳"][7] == words.REASONS["bill_paid"]
    assert shown["۴"][7].endswith("fell_from_the_sky")
    counts = {key: chip.count for key, chip in page.filters.chips.items()}
    assert counts == {"": 4, "waiting": 0, "accepted": 1, "changed": 1, "refused": 1, "in_review": 1, "decisions": 0}
    assert page.filters.chips["decisions"].isHidden()


def test_f6_changes_the_filter_and_esc_removes_it(idle: Clerk) -> None:
    page = _answered(idle)
    for _ in range(2):
        idle.press(Qt.Key.Key_F6)
    idle.until(lambda: page.model.ids == (1,))
    assert page.filters.key == "accepted"
    idle.press(Qt.Key.Key_F6, SHIFT)
    idle.until(page.empty.isVisible)
    assert page.empty.title.text() == words.EMPTY_TITLES["waiting"]
    idle.press(Qt.Key.Key_Escape)
    idle.until(lambda: len(page.model.ids) == 4)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("نوری فر", (4, 3)), ("00002", (2,)), ("قبض", (3,)), ("۰۱۰۰۰۰۰۱", (2,)), ("3", (3,)), ("ثبت", (2, 1))],
)
def test_letters_typed_in_the_table_filter_it(idle: Clerk, typed: str, ids: tuple[int, ...]) -> None:
    page = _answered(idle)
    idle.type(typed)
    idle.until(lambda: page.model.ids == ids)


def test_filter_without_a_match_shows_a_message(idle: Clerk) -> None:
    page = _answered(idle)
    idle.type("ژژژ")
    idle.until(page.empty.isVisible)
    assert "ژژژ" in page.empty.title.text()


def test_table_is_sorted_by_a_heading(idle: Clerk) -> None:
    page = _answered(idle)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    idle.until(lambda: page.model.ids == (1, 2, 3, 4))
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    idle.until(lambda: page.model.ids == (4, 2, 1, 3))


def test_database_returns_every_sort_and_state(idle: Clerk) -> None:
    _answered(idle)
    for sort in head_office_lists.SORTS:
        ids = idle.read(lambda unit, sort=sort: head_office_lists.list_answer_ids(unit, sort=sort))  # type: ignore[misc]
        assert sorted(ids) == [1, 2, 3, 4]
    assert idle.read(lambda unit: head_office_lists.list_answer_ids(unit, AnswerState.REFUSED)) == (3,)


def test_enter_opens_the_file_and_ctrl_p_the_paper(idle: Clerk) -> None:
    page = _answered(idle)
    idle.until(page.foot.paper.isVisible)
    assert page.foot.reason.text().endswith("fell_from_the_sky")
    idle.press(Qt.Key.Key_P, CONTROL)
    idle.settle()
    assert isinstance(idle.page, PaperPage)
    idle.counter.navigate.open_head_office()
    idle.settle()
    idle.press(Qt.Key.Key_Return)
    idle.settle()
    assert isinstance(idle.page, CustomerFilePage)
    assert idle.page.customer_id == idle.read(main_order)[0]


def test_row_is_copied_as_it_is_shown(idle: Clerk) -> None:
    page = _answered(idle)
    idle.press(Qt.Key.Key_C, CONTROL)
    assert idle.note == words.COPIED
    copied = QApplication.clipboard().text().split("\t")
    assert copied[:2] == ["۴", words.KINDS["invitation.issue"]]
    assert len(copied) == page.model.columnCount()


def test_conflict_shows_both_values_and_one_key_chooses(idle: Clerk) -> None:
    page = _disputed(idle)
    card = page.decisions.cards[0]
    assert [card.kept.text(), card.other.text()] == ["کرمان", "یزد"]
    assert QApplication.focusWidget() is card.kept
    idle.press(Qt.Key.Key_F8)
    idle.until(lambda: not page.decisions.cards)
    assert "یزد" in idle.note
    customer_id = idle.read(main_order)[0]
    assert idle.read(lambda unit: customers.get_customer(unit, customer_id)).fields.city == "یزد"
    kind, body = idle.read(_newest_command)
    assert kind == "customer.resolve"
    assert '"conflicts":[{"device":"ours","field":"city","value":"یزد"}]' in body
    assert '"value":"یزد"}' in body


def test_arrows_move_between_the_values_and_enter_chooses(idle: Clerk) -> None:
    page = _disputed(idle, "city", "job")
    idle.press(Qt.Key.Key_Down)
    idle.press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is page.decisions.cards[1].other
    idle.press(Qt.Key.Key_Right)
    idle.press(Qt.Key.Key_Return)
    idle.until(lambda: len(page.decisions.cards) == 1)
    assert [card.conflict.field for card in page.decisions.cards] == ["city"]


def test_conflict_that_is_already_resolved_is_refused(idle: Clerk) -> None:
    page = _disputed(idle)
    wish = page.decisions.cards[0].conflict
    _write(idle, lambda unit: dispute(unit, "job", "مهندس", "پزشک"))
    page.decisions.chosen.emit(ResolveConflict(wish.customer_id, "city", "شیراز"))
    idle.until(lambda: bool(idle.note))
    assert idle.note == "این دو مقدار دیگر در انتظار تصمیم نیست؛ فهرست تازه شد."
    assert page.decisions.cards[0].other.isEnabled()


def test_code_of_another_customer_is_refused(idle: Clerk) -> None:
    customer_id, _ = idle.read(main_order)
    known = idle.read(lambda unit: customers.get_customer(unit, customer_id)).fields.national_code
    others = idle.read(customers.list_customer_ids)
    other_id = next(one for one in others if one != customer_id)
    other = idle.read(lambda unit: customers.get_customer(unit, other_id)).fields.national_code
    _write(idle, lambda unit: dispute(unit, "national_code", known, other))
    page = _open(idle, "decisions")
    idle.press(Qt.Key.Key_F8)
    idle.until(lambda: bool(idle.note))
    assert idle.read(lambda unit: len(head_office_decisions.list_conflicts(unit))) == 1
    assert page.decisions.cards


def test_unmatched_orders_are_listed_copied_and_opened(idle: Clerk) -> None:
    _write(idle, lambda unit: lose_order(unit, "R2606100412"))
    page = _open(idle, "decisions")
    assert [order.request_number for order in page.decisions.orders] == ["R2606100412"]
    page.decisions.copy_orders()
    assert "۱" in idle.note
    assert QApplication.clipboard().text().startswith("R2606100412\t")
    idle.press(Qt.Key.Key_Return)
    idle.settle()
    assert isinstance(idle.page, CustomerFilePage)


def test_every_control_of_the_page_has_an_accessible_name(idle: Clerk) -> None:
    page = _disputed(idle, "city", "job")
    assert accessible_names(page) == []
    page.filters.choose("")
    idle.settle()
    assert accessible_names(page) == []


def test_every_command_kind_of_head_office_has_a_persian_name() -> None:
    assert set(KINDS) - set(words.KINDS) == set()


def test_every_reason_of_head_office_has_a_sentence() -> None:
    commands = Path(__file__).parents[3] / "dealer_app" / "hub" / "commands"
    sources = "".join(path.read_text(encoding="utf-8") for path in commands.glob("*.py"))
    codes = set(re.findall(r'(?:rejected\(|code = |Ruling\("\w+", |else "rejected", )"(\w+)"', sources))
    assert {"bill_paid", "order_unknown", "number", "alias"} <= codes
    assert codes - set(words.REASONS) - set(ANSWER_OF) == set()


def _open(clerk: Clerk, chip: str = "") -> HeadOfficePage:
    clerk.counter.line.look()
    clerk.settle()
    clerk.counter.navigate.open_head_office(chip=chip)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, HeadOfficePage)
    return page


def _answered(clerk: Clerk) -> HeadOfficePage:
    """Open the page of a counter whose four outbox entries have four different outcomes."""
    _write(
        clerk,
        lambda unit: answer(unit, 1, "applied"),
        lambda unit: answer(unit, 2, "applied_with_change", "number", "1405/2606/01000001"),
        lambda unit: answer(unit, 3, "rejected", "bill_paid"),
        lambda unit: answer(unit, 4, "deferred", "fell_from_the_sky"),
    )
    page = _open(clerk)
    clerk.until(lambda: bool(page.model.index(0, 0).data()))
    assert clerk.note == words.NEWS_REFUSED.format(count="۱")
    clerk.press(Qt.Key.Key_Escape)  # Esc hides the note first
    return page


def _disputed(clerk: Clerk, *fields: str) -> HeadOfficePage:
    for field in fields or ("city",):
        _write(clerk, lambda unit, field=field: dispute(unit, field, "کرمان", "یزد"))  # type: ignore[misc]
    return _open(clerk, "decisions")


def _rows(clerk: Clerk, page: HeadOfficePage) -> list[list[str]]:
    clerk.until(lambda: all(page.model.row_at(place) is not None for place in range(page.model.rowCount())))
    columns = range(page.model.columnCount())
    return [[str(page.model.index(row, column).data()) for column in columns] for row in range(page.model.rowCount())]


def _write(clerk: Clerk, *effects: Callable[[Unit], object]) -> None:
    def work(unit: Unit) -> None:
        for effect in effects:
            effect(unit)

    clerk.counter.tasks.run_write(clerk.counter, work, lambda _written: None)
    clerk.settle()


def _newest_command(unit: Unit) -> tuple[str, str]:
    row = unit.session.scalars(select(OutboxRecord).order_by(OutboxRecord.n.desc()).limit(1)).one()
    return row.kind, row.body
