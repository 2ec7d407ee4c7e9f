"""Reads the holidays of a year and changes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dealer_app.domain.directory.holidays import EditHoliday, HolidayYear
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


def list_year(page: Page, year: int, on_done: Callable[[HolidayYear], None]) -> None:
    """Read the days of a Jalali year."""
    read(page, on_done, _list_year, year)


def edit_holiday(page: Page, edit: EditHoliday) -> Operation[HolidayYear]:
    """Make a day a holiday or strike it out."""
    return write(page, _edit_holiday, edit)


def fill_year(page: Page, year: int) -> Operation[HolidayYear]:
    """Take the days of a year over from this program's calendar."""
    return write(page, _fill_year, year)


def _list_year(unit: Unit, year: int) -> HolidayYear:
    from dealer_app.services.directory import holidays

    return holidays.list_year(unit, year)


def _edit_holiday(unit: Unit, edit: EditHoliday) -> HolidayYear:
    from dealer_app.services.directory import holidays

    return holidays.edit_holiday(unit, edit)


def _fill_year(unit: Unit, year: int) -> HolidayYear:
    from dealer_app.services.directory import holidays

    return holidays.fill_year(unit, year)
