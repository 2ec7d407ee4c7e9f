"""Holidays: fixed solar days of every year; a manager's change needs a day of this or the next year and a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dealer_app.domain.calendar.jalali import format_jalali, from_jalali
from dealer_app.domain.directory.holidays import EditHoliday, check_edit, solar_holidays
from dealer_app.domain.errors import FieldErrors, sentence

TODAY = from_jalali(1405, 9, 8)
GOOD = EditHoliday("1405/10/16", "مبعث", is_holiday=True, why="تقویم رسمی")


def test_solar_days_are_the_same_in_every_year() -> None:
    for year in (1403, 1404, 1405, 1500):
        days = sorted(solar_holidays(year))
        assert [format_jalali(day)[5:] for day in days] == [
            "۰۱/۰۱", "۰۱/۰۲", "۰۱/۰۳", "۰۱/۰۴", "۰۱/۱۲", "۰۱/۱۳", "۰۳/۱۴", "۰۳/۱۵", "۱۱/۲۲", "۱۲/۲۹",
        ]  # fmt: skip


def test_good_edit_is_a_day_of_the_manager() -> None:
    row = check_edit(GOOD, TODAY)
    assert (row.day, row.origin, row.why) == (date(2027, 1, 6), "manager", "تقویم رسمی")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"day": ""}, ("day", "date_empty")),
        ({"day": "1405/13/01"}, ("day", "date_month")),
        ({"day": "1404/12/29"}, ("day", "holiday_year")),
        ({"day": "1407/01/01"}, ("day", "holiday_year")),
        ({"name": ""}, ("name", "holiday_name_empty")),
        ({"why": " "}, ("why", "holiday_why_empty")),
        ({"name": "x" * 121}, ("name", "holiday_long")),
        ({"why": "x" * 121}, ("why", "holiday_long")),
        ({"day": "+999999999"}, ("day", "date_form")),
    ],
)
def test_bad_edit_is_named(changed: dict[str, Any], wrong: tuple[str, str]) -> None:
    edit = replace(GOOD, **changed)
    with pytest.raises(FieldErrors) as caught:
        check_edit(edit, TODAY)
    assert [(error.field, error.code) for error in caught.value.errors] == [wrong]
    assert all(sentence(error) for error in caught.value.errors)


def test_day_that_is_struck_out_needs_no_name() -> None:
    edit = EditHoliday("1406/01/14", "", is_holiday=False, why="تقویم رسمی")
    assert not check_edit(edit, TODAY).is_holiday
