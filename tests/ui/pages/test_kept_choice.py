"""A list that is read again keeps its chosen row by its id; a list that counts time ticks."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dealer_app.domain.waiting import TakeTicket, WaitingList
from dealer_app.services.visits import waiting
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk
from tests.ui.pages.call_backs import call_backs
from ui.page_kit.page_clock import PageClock
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.directory.page import DirectoryPage
from ui.pages.plans.page import PlansPage
from ui.pages.visits.page import VisitPage
from ui.tables.kept_choice import kept_place
from ui.texts import visits as texts


def test_chosen_call_back_stays_and_after_its_end_the_next_is_chosen(clerk: Clerk) -> None:
    page = call_backs(clerk)
    clerk.press(Qt.Key.Key_Down)
    clerk.settle()
    assert page.side.shown is not None
    assert page.side.shown.name == "پریسا"
    page.refresh()
    clerk.settle()
    assert page.side.shown.name == "پریسا"
    page.side.result.set_raw("شد")
    page.side.done.click()
    clerk.until(lambda: len(page.model.ids) == 2)
    assert page.side.shown.name == "محمد"


@pytest.mark.parametrize("typed", ["", "خودرو"])
def test_chosen_dealership_stays(clerk: Clerk, typed: str) -> None:
    clerk.counter.navigate.open_directory()
    page = clerk.page
    assert isinstance(page, DirectoryPage)
    clerk.until(lambda: bool(page.shown))
    clerk.type(typed)
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(3, 0))
    chosen = page.details.subject
    assert chosen is not None
    page.refresh()
    clerk.settle()
    assert page.table.currentIndex().row() == 3
    assert page.details.subject is not None
    assert page.details.subject.id == chosen.id


def test_chosen_plan_stays_and_typing_chooses_the_first(clerk: Clerk) -> None:
    clerk.counter.navigate.open_plans()
    page = clerk.page
    assert isinstance(page, PlansPage)
    clerk.until(lambda: page.catalogue is not None)
    page.list.setCurrentIndex(page.model.index(4))
    chosen = page.model.entries[4].plan.id
    page.refresh()
    clerk.settle()
    assert page.model.entries[page.list.currentIndex().row()].plan.id == chosen
    clerk.type("J7")
    assert page.list.currentIndex().row() == 0


def test_place_of_a_chosen_row() -> None:
    assert kept_place("abc", "b", 0) == 1
    assert kept_place("abc", "x", 1) == 1
    assert kept_place("abc", "x", 7) == 2
    assert kept_place("abc", "x", -1) == 0
    assert kept_place("", "x", 3) == 0


def clock_of(clerk: Clerk) -> PageClock:
    clock = clerk.page.findChild(PageClock)
    assert clock is not None
    return clock


def test_clock_ticks_for_pages_that_count_time_but_not_while_locked(clerk: Clerk) -> None:
    clerk.counter.navigate.open_plans()
    page = clerk.page
    assert isinstance(page, PlansPage)
    clerk.until(lambda: page.catalogue is not None)
    before = page.catalogue
    clock = clock_of(clerk)
    clock.tick()
    clerk.settle()
    assert page.catalogue is not before
    days: list[str] = []
    clock.day.connect(lambda: days.append("day"))
    clock.tick()
    assert days == []
    clerk.press(Qt.Key.Key_F12)
    clerk.settle()
    clock.today -= timedelta(days=1)
    clock.tick()
    assert days == []
    clerk.type("222222")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert days == ["day"]
    assert clock._timer.isActive()


def test_deadlines_are_read_again_at_midnight(clerk: Clerk) -> None:
    clerk.counter.navigate.open_deadlines()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, DeadlinesPage)
    before = page._asked
    clock = clock_of(clerk)
    clock.tick()
    assert page._asked == before
    clock.today -= timedelta(days=1)
    clock.tick()
    assert page._asked == before + 1


def wait_three(clerk: Clerk) -> VisitPage:
    """Put three persons on the list, call two of them, and open a visit."""

    def work(unit: Unit) -> WaitingList:
        for name in ("آرش", "بابک", "پری"):
            waiting.take_ticket(unit, TakeTicket("payment", None, None, name))
        waiting.call_next(unit)
        waiting.call_next(unit)
        return waiting.list_waiting(unit)

    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, work, done.append)
    clerk.until(lambda: bool(done))
    clerk.counter.navigate.open_visit()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, VisitPage)
    return page


def focused_name() -> str:
    focused = QApplication.focusWidget()
    return "" if focused is None else focused.accessibleName()


def test_waiting_list_keeps_the_focus(clerk: Clerk) -> None:
    page = wait_three(clerk)
    panel = page.side.waiting
    name = texts.SKIP_NAME.format(number="۱")
    button = next(one for one in panel.findChildren(type(panel.call)) if one.accessibleName() == name)
    button.setFocus()
    shown = panel._shown
    page._read_waiting()
    clerk.settle()
    assert button.hasFocus() or shown != panel._shown
    other = texts.TAKE_BACK_NAME.format(number="۲")
    back = next(one for one in panel.findChildren(type(panel.call)) if one.accessibleName() == other)
    back.click()
    clerk.settle()
    assert focused_name() == name
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: bool(panel._shown and panel._shown.skipped))
    assert focused_name() == texts.TAKE_BACK_NAME.format(number="۱")


def test_two_presses_call_one_person(clerk: Clerk) -> None:
    wait_three(clerk)
    before = clerk.read(waiting.list_waiting)
    clerk.press(Qt.Key.Key_F9)
    clerk.press(Qt.Key.Key_F9)
    clerk.settle()
    after = clerk.read(waiting.list_waiting)
    assert len(after.called) == len(before.called) + 1
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: clerk.note != "")
    assert len(clerk.read(waiting.list_waiting).called) == len(after.called)
