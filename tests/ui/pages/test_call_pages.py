"""The telephone's pages: the line's badge, a list that narrows by owner, a moved call-back, numbers shown on demand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.staff import Role
from dealer_app.services.calls.call_backs import MOST_ROWS
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from dealer_app.store.tables.staff import StaffRecord
from tests.services.calls.phone import CODE, NUMBER
from tests.ui.clerk import Clerk, accessible_names
from tests.ui.pages.call_backs import PHONE, call_backs
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.calls.page import CallPage
from ui.texts import calls as texts


@pytest.fixture
def page(clerk: Clerk) -> CallBacksPage:
    return call_backs(clerk)


def column(page: CallBacksPage, at: int) -> list[str]:
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


def test_late_call_back_is_first_and_every_urgency_has_a_word_and_an_icon(clerk: Clerk, page: CallBacksPage) -> None:
    assert column(page, 1) == ["علی", "پریسا", "محمد"]
    late, due, later = column(page, 0)
    assert (late, later) == ("۱ ساعت دیر", texts.LATER)
    assert "دقیقه" in due
    marks = [page.model.columns[0].mark(page.model.row_at(row)) for row in range(3)]  # type: ignore[misc]
    assert [tone for tone, _ in marks] == ["red", "amber", "neutral"]
    assert all(icon for _, icon in marks)
    assert PHONE not in "".join(column(page, 5))
    assert accessible_names(page) == []


def test_list_of_one_owner_and_of_closed_call_backs(clerk: Clerk, page: CallBacksPage) -> None:
    second = clerk.read(list_staff)[1]
    page.owner.box.setCurrentIndex(page.owner.box.findData(str(second.id)))
    clerk.settle()
    assert column(page, 1) == ["محمد"]
    page.state.box.setCurrentIndex(1)
    clerk.settle()
    assert column(page, 1) == []
    assert page.side.shown is None


def test_number_is_shown_on_demand_and_that_is_audited(clerk: Clerk, page: CallBacksPage) -> None:
    assert not page.side.number.isVisible()
    page.side.phone.click()
    clerk.until(page.side.number.isVisible)
    assert PHONE in page.side.number.text()
    newest = select(AuditRecord.action).order_by(AuditRecord.n.desc()).limit(1)
    assert clerk.read(lambda unit: unit.session.scalar(newest)) == "call_back_phone_shown"
    clerk.press(Qt.Key.Key_Down)
    clerk.settle()
    assert not page.side.number.isVisible()


def promise_many(unit: Unit) -> None:
    """Promise as many more call-backs as one list shows."""
    first, *_ = list_staff(unit)
    one = {"subject": "قطعه", "owner_id": first.id, "due_at": unit.now, "made_at": unit.now}
    unit.session.execute(insert(CallBackRecord), [{**one, "id": uuid7()} for _ in range(MOST_ROWS)])


def test_list_that_is_cut_says_so(clerk: Clerk, page: CallBacksPage) -> None:
    assert texts.LIST_CUT.format(shown="۵۰۰") not in page.count.text()
    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter.change_bus, promise_many, done.append)
    clerk.until(lambda: bool(done))
    page.refresh()
    clerk.until(lambda: texts.LIST_CUT.format(shown="۵۰۰") in page.count.text())
    assert len(page.model.ids) == MOST_ROWS
    second = clerk.read(list_staff)[1]
    page.owner.box.setCurrentIndex(page.owner.box.findData(str(second.id)))
    clerk.settle()
    assert "۵۰۰" not in page.count.text()


def take_the_right_to_call(unit: Unit) -> None:
    """Make the first member of staff, who owns two of the call-backs, a cashier."""
    unit.session.execute(update(StaffRecord).where(StaffRecord.id == list_staff(unit)[0].id).values(roles="cashier"))
    unit.touch("call_backs", list_staff(unit)[0].id)


def test_nobody_is_chosen_for_a_call_back_whose_owner_may_not_call(clerk: Clerk, page: CallBacksPage) -> None:
    first, second, *_ = clerk.read(list_staff)
    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter.change_bus, take_the_right_to_call, done.append)
    clerk.until(lambda: bool(done))
    page.table.setFocus()
    clerk.press(Qt.Key.Key_Down)
    page.refresh()
    clerk.settle()
    assert page.side.shown is not None
    assert page.side.shown.owner_id == first.id
    offered = {page.side.owner.box.itemText(at) for at in range(page.side.owner.box.count())}
    assert offered == {"", second.name}
    assert page.side.owner.raw() == ""
    page.side.time.set_raw("۲۳:۵۹")
    page.side.move_button.click()
    clerk.until(lambda: page.side.owner.error is not None)


def test_call_back_is_moved_and_a_bad_hour_is_told_beside_its_field(clerk: Clerk, page: CallBacksPage) -> None:
    page.side.time.set_raw("۲۵")
    page.side.move_button.click()
    assert page.side.time.error is not None
    page.side.day.set_raw("+2")
    page.side.time.set_raw("۱۱:۱۵")
    page.side.move_button.click()
    clerk.until(lambda: texts.MOVED in clerk.note)
    assert "۱۱:۱۵" in column(page, 3)[column(page, 1).index("علی")]


def test_result_is_needed_and_its_draft_is_kept(clerk: Clerk, page: CallBacksPage) -> None:
    page.side.done.click()
    clerk.until(lambda: page.side.result.error is not None)
    page.side.result.line.setFocus()
    clerk.type("گفته شد")
    page.table.setFocus()
    clerk.press(Qt.Key.Key_Down)
    clerk.until(lambda: page.side.shown is not None and page.side.shown.name == "پریسا")
    assert page.side.result.is_empty()
    clerk.press(Qt.Key.Key_Up)
    clerk.until(lambda: page.side.result.raw() == "گفته شد")


def test_result_is_there_again_after_its_tab_was_closed(clerk: Clerk, page: CallBacksPage) -> None:
    page.side.result.line.setFocus()
    clerk.type("گفته شد")
    chosen = page.side.shown
    clerk.counter.navigate.close_current()
    clerk.settle()
    clerk.counter.navigate.open_call_backs()
    again = clerk.page
    assert isinstance(again, CallBacksPage)
    assert again is not page
    clerk.until(lambda: again.side.shown is not None and again.side.result.raw() == "گفته شد")
    assert chosen is not None
    assert again.side.shown is not None
    assert again.side.shown.id == chosen.id


def test_rail_counts_due_call_backs_in_amber_and_late_ones_in_red(clerk: Clerk, page: CallBacksPage) -> None:
    entry = clerk.counter.window.shell.rail.buttons["calls"]
    clerk.counter.badges[1].look()
    clerk.until(lambda: entry.badge == "۲")
    assert entry.tone == "red"
    assert "۲" in entry.accessibleName()
    page.side.result.set_raw("شد")
    page.side.done.click()
    clerk.until(lambda: len(page.model.ids) == 2 and entry.badge == "۱")
    assert entry.tone == "amber"
    assert clerk.counter.on_duty.actor is not None
    clerk.counter.on_duty.sign_in(replace(clerk.counter.on_duty.actor, roles=frozenset({Role.CASHIER})))
    clerk.until(lambda: entry.badge == "")


def test_line_shows_number_sample_and_source(clerk: Clerk) -> None:
    clerk.counter.navigate.open_call()
    clerk.until(lambda: isinstance(clerk.page, CallPage) and bool(clerk.page.gate.line.text))
    page = clerk.page
    assert isinstance(page, CallPage)
    assert "۴۲۷۲۴" in page.gate.line.text
    assert "نمونه" in page.gate.line.text
    assert "مقاله" in page.gate.line.accessibleDescription()
    assert accessible_names(page) == []


def test_errors_of_a_call_stand_beside_their_fields_and_nothing_is_saved(clerk: Clerk) -> None:
    clerk.counter.navigate.open_call()
    clerk.until(lambda: isinstance(clerk.page, CallPage) and clerk.page._call_id is not None)
    page = clerk.page
    assert isinstance(page, CallPage)
    page.gate.begin()
    clerk.enter("")
    assert page.gate.number.error is not None
    clerk.enter(NUMBER)
    clerk.enter("0499370898")
    assert page.gate.code.error is not None
    page.gate.code.set_raw(CODE)
    clerk.enter("")
    clerk.settle()
    clerk.enter("")
    assert page.gate.answer.error is not None
    assert page._view.gate.asked in set(Fact)

    page.notes.promise.box.setChecked(True)
    clerk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: page.notes.asked.error is not None)
    wrong = {field.name for field in page.notes.fields() if field.error is not None}
    assert wrong == {"asked", "answer", "call_back_day", "call_back_subject", "call_back_name", "call_back_phone"}
    assert clerk.read(lambda unit: unit.session.scalars(select(CallBackRecord)).all()) == []
