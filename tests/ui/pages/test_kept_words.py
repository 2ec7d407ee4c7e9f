"""What is typed in one part of a page stays when another part is saved, and what is typed during a save stays."""

import pytest
from PySide6.QtCore import Qt

from dealer_app.services.directory.holidays import list_year
from tests.ui.clerk import Clerk, main_order
from tests.ui.settings import open_settings, sign_in_manager
from ui.pages.help.page import HelpPage
from ui.pages.settings.check_lists import CheckListsSection
from ui.pages.settings.deadlines import DeadlinesSection
from ui.pages.settings.holidays import HolidaysSection
from ui.pages.settings.staff import StaffSection
from ui.texts import help as help_words
from ui.texts import settings as words
from ui.texts import visits as visit_words

CTRL = Qt.KeyboardModifier.ControlModifier


def check_lists(clerk: Clerk) -> CheckListsSection:
    section = open_settings(clerk, "check_lists").front
    assert isinstance(section, CheckListsSection)
    return section


def type_papers(clerk: Clerk, section: CheckListsSection, purpose: str) -> str:
    """Choose a purpose, type a paper and return all papers."""
    section.purpose.set_raw(purpose)
    section.papers.editor.setFocus()
    clerk.type("نامه")
    return section.papers.raw()


def help_page(clerk: Clerk) -> HelpPage:
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    clerk.settle()
    clerk.counter.navigate.open_help()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, HelpPage)
    return page


def close_and_reopen(clerk: Clerk) -> None:
    clerk.counter.navigate.close_current()
    clerk.settle()


def test_saved_check_list_keeps_what_is_typed_for_another_purpose(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = check_lists(clerk)
    typed = type_papers(clerk, section, "payment")
    type_papers(clerk, section, "delivery")
    section.source.set_raw("نامهٔ ۷")
    section.source.edited.emit()
    section.save()
    clerk.until(lambda: visit_words.LIST_SAVED.format(purpose="")[-6:] in clerk.note)
    assert section.page.is_dirty()
    close_and_reopen(clerk)
    section = check_lists(clerk)
    section.draft_banner.resume.click()
    section.purpose.set_raw("payment")
    assert section.papers.raw() == typed


def test_what_is_typed_while_a_check_list_is_saved_stays(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = check_lists(clerk)
    type_papers(clerk, section, "payment")
    section.source.set_raw("نامهٔ ۷")
    section.source.edited.emit()
    section.save()
    typed = type_papers(clerk, section, "payment")
    clerk.settle()
    assert section.papers.raw() == typed
    assert section.page.is_dirty()


def test_what_is_typed_while_settings_are_saved_stays(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk, "company")
    name = page.front.grid.field("other_name")
    page.save()
    name.setFocus()
    clerk.type("نو")
    typed = name.raw()
    clerk.until(lambda: clerk.note == words.SAVED)
    assert name.raw() == typed
    assert page.is_dirty()
    close_and_reopen(clerk)
    page = open_settings(clerk, "company")
    page.front.draft_banner.resume.click()
    assert page.front.grid.field("other_name").raw() == typed


def test_another_kind_of_rule_leaves_what_is_typed(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "deadlines").front
    assert isinstance(section, DeadlinesSection)
    source = section.grid.field("source")
    source.set_raw("بخشنامهٔ ۱۲")
    source.edited.emit()
    section.kind.box.setCurrentIndex(1)
    assert source.raw() == "بخشنامهٔ ۱۲"
    assert section.page.is_dirty()


def test_holiday_that_is_typed_while_another_is_saved_stays(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "holidays").front
    assert isinstance(section, HolidaysSection)
    section.grid.fill({"day": "1405/10/12", "name": "تعطیل نمونه", "why": "ابلاغ"})
    section.save()
    section.grid.field("name").set_raw("روز دیگر")
    section.grid.field("name").edited.emit()
    clerk.settle()
    assert "تعطیل نمونه" in [row.name for row in clerk.read(lambda unit: list_year(unit, 1405)).rows]
    assert section.grid.field("name").raw() == "روز دیگر"


def test_pressing_save_twice_adds_one_colleague(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_settings(clerk, "staff").front
    assert isinstance(section, StaffSection)
    section.grid.fill({"name": "نو نمونه", "roles": "phone", "pin": "735912", "pin_again": "735912"})
    section.save()
    section.save()
    clerk.settle()
    assert section._list.count() == len({*_names(clerk)})
    assert _names(clerk).count("نو نمونه") == 1


def _names(clerk: Clerk) -> list[str]:
    from dealer_app.services.staff.staff import list_staff

    return [person.name for person in clerk.read(list_staff)]


def type_question(clerk: Clerk, page: HelpPage) -> str:
    clerk.press(Qt.Key.Key_E, CTRL)
    clerk.until(lambda: page._middle.shown() is page.editing)
    page.editing.grid.field("answer").editor.setFocus()
    clerk.type("ویرایش تازه ")
    return page.editing.grid.field("answer").raw()


def test_recorded_result_keeps_the_question_that_is_typed(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = help_page(clerk)
    typed = type_question(clerk, page)
    page.lottery.result.set_raw("won")
    page.keep_draft()
    page.save_result()
    clerk.settle()
    assert page.is_dirty()
    close_and_reopen(clerk)
    page = help_page(clerk)
    clerk.press(Qt.Key.Key_E, CTRL)
    clerk.until(lambda: not page.editing.draft_banner.isHidden())
    page.editing.draft_banner.resume.click()
    assert page.editing.grid.field("answer").raw() == typed


@pytest.mark.parametrize("is_new", [True, False])
def test_left_question_keeps_its_words_when_another_is_edited(clerk: Clerk, is_new: bool) -> None:
    sign_in_manager(clerk)
    page = help_page(clerk)
    typed = type_question(clerk, page)
    code = page.editing.code
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Down)
    if is_new:
        page.begin_new()
    else:
        page.edit()
    clerk.settle()
    assert page.editing.code != code
    assert page.editing.grid.field("answer").raw() != typed
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Up)
    page.edit()
    clerk.until(lambda: not page.editing.draft_banner.isHidden())
    page.editing.draft_banner.resume.click()
    assert (page.editing.code, page.editing.grid.field("answer").raw()) == (code, typed)


def test_saved_question_keeps_the_result_that_is_chosen(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = help_page(clerk)
    page.lottery.result.box.setCurrentIndex(2)
    chosen = page.lottery.result.raw()
    type_question(clerk, page)
    page.editing.grid.fill({"source": "نامهٔ ۷"})
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.until(lambda: clerk.note == help_words.SAVED)
    close_and_reopen(clerk)
    page = help_page(clerk)
    page.draft_banner.resume.click()
    assert page.lottery.result.raw() == chosen
