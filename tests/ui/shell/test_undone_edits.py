"""Ctrl+Z undoes what a manager just edited, and the page shows it; another person's edit stays."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from dealer_app.domain.calendar.jalali import format_jalali, from_jalali
from dealer_app.services.deadlines.rules import list_rules
from dealer_app.services.directory.directory import read_directory
from dealer_app.services.help.questions import list_questions
from dealer_app.services.visits.check_lists import get_check_lists
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk
from tests.ui.settings import open_settings, sign_in_manager
from ui.pages.dealership.page import DealershipPage
from ui.pages.help.page import HelpPage
from ui.pages.settings.check_lists import CheckListsSection
from ui.pages.settings.deadlines import DeadlinesSection
from ui.pages.settings.holidays import HolidaysSection
from ui.texts import edits as texts
from ui.texts import shell as shell_texts

CTRL = Qt.KeyboardModifier.ControlModifier
Read = Callable[[Unit], object]


def assert_undone(clerk: Clerk, read: Read, before: object) -> None:
    """Assert that something was saved, that Ctrl+Z brings it back as it was, and that it does so once."""
    clerk.until(lambda: clerk.read(read) != before)
    clerk.settle()
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: clerk.note == texts.UNDONE)
    assert clerk.read(read) == before
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: clerk.note == shell_texts.NOTHING_TO_UNDO)
    assert clerk.read(read) == before


def facts(unit: Unit) -> object:
    return {row.facts.code: row.facts for row in read_directory(unit).rows}


def test_dealership(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    before = clerk.read(facts)
    clerk.counter.navigate.open_dealership("2711")
    form = clerk.page
    assert isinstance(form, DealershipPage)
    clerk.until(lambda: bool(form.grid.field("code").raw()))
    form.grid.field("city").set_raw("انار")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert_undone(clerk, facts, before)


def test_dealership_that_was_saved_as_it_was_leaves_nothing_to_undo(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    clerk.counter.navigate.open_dealership("2711")
    form = clerk.page
    assert isinstance(form, DealershipPage)
    clerk.until(lambda: bool(form.grid.field("code").raw()))
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.until(lambda: clerk.page is not form)
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: clerk.note == shell_texts.NOTHING_TO_UNDO)


def test_check_list(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "check_lists").front
    assert isinstance(section, CheckListsSection)
    before, shown = clerk.read(get_check_lists), section.papers.raw()
    section.papers.set_raw("کارت ملی\nشناسنامه")
    section.source.set_raw("بخشنامهٔ ۱۲")
    section._keep()
    section.save()
    assert_undone(clerk, get_check_lists, before)
    clerk.until(lambda: section.papers.raw() == shown)


def test_rule_of_deadlines(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "deadlines").front
    assert isinstance(section, DeadlinesSection)
    before, shown = clerk.read(list_rules), section.listed.text()
    section.grid.fill({"length": "9", "source": "بخشنامهٔ ۱۲"})
    section.save()
    assert_undone(clerk, list_rules, before)
    clerk.until(lambda: section.listed.text() == shown)


def test_holiday_and_taken_year(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "holidays").front
    assert isinstance(section, HolidaysSection)
    clerk.until(lambda: section.shown is not None)
    before = section.shown
    day = format_jalali(from_jalali(section.year, 12, 2))
    section.grid.fill({"day": day, "name": "سوگواری نمونه", "why": "اعلام استانداری"})
    section.save()
    clerk.until(lambda: section.shown != before)
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: section.shown == before)
    section.show_year(section.year + 1)
    clerk.until(lambda: bool(section.shown and not section.shown.is_known))
    section.filling.click()
    clerk.until(lambda: bool(section.shown and section.shown.is_known))
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: bool(section.shown and not section.shown.is_known))


def test_question(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    before = clerk.read(list_questions)
    clerk.counter.navigate.open_help()
    page = clerk.page
    assert isinstance(page, HelpPage)
    clerk.until(lambda: page.answer.question is not None)
    clerk.press(Qt.Key.Key_E, CTRL)
    clerk.until(lambda: page._middle.shown() is page.editing)
    page.editing.grid.fill({"answer": "از {سایت}", "source": "نامهٔ ۷"})
    clerk.press(Qt.Key.Key_S, CTRL)
    assert_undone(clerk, list_questions, before)
