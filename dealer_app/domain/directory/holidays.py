"""Holidays of a Jalali year: fixed solar days, the dated days of the moon, and what a manager changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dealer_app.domain.calendar.jalali import from_jalali, parse_jalali, to_jalali
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import clean_name, persian_digits
from resources.texts.directory import SOLAR

LONGEST_NAME = 120
TO_GREGORIAN = 621
"""1 Farvardin of a Jalali year is in this many years later of the Gregorian calendar."""


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day of the list: ``origin`` is "solar" (computed), "library", "manager" or "hub".

    With ``is_holiday`` False the day was struck out: it is a day like any other.
    """

    day: date
    name: str
    is_estimated: bool = False
    is_holiday: bool = True
    origin: str = "library"
    why: str = ""
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The days of a Jalali year; without ``is_known`` only the fixed solar days are there."""

    year: int
    rows: tuple[HolidayRow, ...] = ()
    is_known: bool = False
    may_fill: bool = False  # the calendar of this program has days of the year


@dataclass(frozen=True, slots=True)
class EditHoliday:
    """A manager's change of one day: a holiday or not, with its name and the reason."""

    day: str
    name: str
    is_holiday: bool
    why: str
    is_estimated: bool = False


@lru_cache(maxsize=16)
def solar_holidays(year: int) -> Mapping[date, str]:
    """Return the holidays that fall on the same day of each solar year, by day, for a Jalali year."""
    return {from_jalali(year, month, day): name for (month, day), name in SOLAR.items()}


def check_edit(edit: EditHoliday, today: date) -> HolidayRow:
    """Return the day that a manager means; only days of this and the next Jalali year can be changed.

    Raises FieldErrors ``holiday_year``, ``holiday_name_empty``, ``holiday_why_empty``, ``holiday_long`` and those of a
    date.
    """
    errors: list[FieldError] = []
    name, why = clean_name(edit.name), clean_name(edit.why)
    day: date | None = None
    try:
        day = parse_jalali(edit.day, today)
        this_year = to_jalali(today)[0]
        if to_jalali(day)[0] not in (this_year, this_year + 1):
            first, last = (persian_digits(str(year)) for year in (this_year, this_year + 1))
            errors.append(FieldError("holiday_year", "day", first=first, last=last))
    except FieldError as error:
        errors.append(error.at("day"))
    except (ValueError, OverflowError):
        errors.append(FieldError("date_form", "day"))
    if edit.is_holiday and not name:
        errors.append(FieldError("holiday_name_empty", "name"))
    if not why:
        errors.append(FieldError("holiday_why_empty", "why"))
    for field, text in (("name", name), ("why", why)):
        if len(text) > LONGEST_NAME:
            errors.append(FieldError("holiday_long", field, most=persian_digits(str(LONGEST_NAME))))
    if errors or day is None:
        raise FieldErrors(errors)
    return HolidayRow(day, name, edit.is_estimated, edit.is_holiday, "manager", why)
