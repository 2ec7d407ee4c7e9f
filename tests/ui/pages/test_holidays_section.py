"""Holidays in the settings: estimates are marked, a manager changes a day with a reason, an unknown year says so."""

from PySide6.QtWidgets import QLabel

from dealer_app.domain.calendar.jalali import format_jalali, from_jalali
from tests.ui.clerk import Clerk
from tests.ui.settings import open_settings, sign_in_manager
from ui.forms.field import FieldState
from ui.pages.settings.holidays import HolidaysSection
from ui.widgets.painted.badge import Badge


def open_holidays(clerk: Clerk) -> HolidaysSection:
    section = open_settings(clerk, "holidays").front
    assert isinstance(section, HolidaysSection)
    clerk.until(lambda: section.shown is not None)
    return section


def words_of(section: HolidaysSection) -> list[str]:
    return [label.text() for label in section._rows.findChildren(QLabel)]


def test_clerk_reads_the_days_and_cannot_change_them(clerk: Clerk) -> None:
    section = open_holidays(clerk)
    assert not section.saving.isEnabled()
    assert "پیروزی انقلاب اسلامی" in words_of(section)
    assert any(badge.text == "برآورد" for badge in section._rows.findChildren(Badge))
    section.show_year(section.year + 1)
    clerk.settle()
    assert not section.unknown.isHidden()
    assert not section.filling.isEnabled()


def test_manager_changes_a_day_with_a_reason(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_holidays(clerk)
    section.grid.fill({"day": format_jalali(from_jalali(section.year, 12, 2)), "name": "سوگواری نمونه"})
    section.save()
    clerk.until(lambda: section.grid.field("why").state is FieldState.ERROR)
    section.grid.field("why").set_raw("اعلام استانداری")
    section.save()
    clerk.until(lambda: "سوگواری نمونه" in words_of(section))
    assert any("اعلام استانداری" in said and "مدیر" in said for said in words_of(section))


def test_manager_takes_the_next_year_over(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    section = open_holidays(clerk)
    section.show_year(section.year + 1)
    clerk.settle()
    assert section.shown is not None
    assert not section.shown.is_known
    section.filling.click()
    clerk.until(lambda: bool(section.shown and section.shown.is_known))
    assert section.unknown.isHidden()
