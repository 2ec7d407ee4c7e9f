"""Holidays of a Jalali year: fixed solar days, the rows of the table, and a manager's changes.

Of the current year the days of this program's calendar are always known. A later year is known only after a manager
took its days over; until then it is said so. The days that deadlines and letters count by make no year known.
"""

from datetime import timedelta

from dealer_app.domain.calendar.jalali import from_jalali, to_jalali
from dealer_app.domain.directory.holidays import (
    TO_GREGORIAN,
    EditHoliday,
    HolidayRow,
    HolidayYear,
    check_edit,
    solar_holidays,
)
from dealer_app.domain.directory.opening import LONGEST_SEARCH_DAYS, Holiday, OfficialDays
from dealer_app.domain.edits.edits import Made, Topic
from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.directory.edited_days import (
    published_day,
    read_holiday,
    read_taken_year,
    write_holiday,
    write_taken_year,
)
from dealer_app.services.edits.making import make_edit
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.holidays import (
    HolidayRecord,
    list_days,
    list_library_days,
    list_seeded_years,
    list_taken_years,
)


def official_days(unit: Unit) -> OfficialDays:
    """Return the holidays from yesterday on, as far as the next opening is looked for, and which years are known."""
    first, last = unit.today - timedelta(days=1), unit.today + timedelta(days=LONGEST_SEARCH_DAYS)
    years = sorted({to_jalali(first)[0], to_jalali(last)[0]})
    found = {year: list_year(unit, year) for year in years}
    days = {
        row.day: Holiday(row.name, row.is_estimated)
        for year in found.values()
        for row in year.rows
        if row.is_holiday and first <= row.day <= last
    }
    return OfficialDays(days, frozenset(year for year in years if found[year].is_known))


def list_year(unit: Unit, year: int) -> HolidayYear:
    """Return the days of a Jalali year in order, also those that were struck out."""
    first, last = from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1) - timedelta(days=1)
    seeded = {year + TO_GREGORIAN, year + TO_GREGORIAN + 1} <= set(list_seeded_years(unit.session))
    this_year = to_jalali(unit.today)[0]
    is_current = year == this_year
    is_known = is_current or year in list_taken_years(unit.session) or (year < this_year and seeded)
    rows = {day: HolidayRow(day, name, origin="solar") for day, name in solar_holidays(year).items()}
    if is_current and not seeded:
        library = list_library_days((year + TO_GREGORIAN, year + TO_GREGORIAN + 1))
        rows |= {one.day: _row(one) for one in library if first <= one.day <= last}
    rows |= {one.day: _row(one) for one in list_days(unit.session, first, last)}
    return HolidayYear(year, tuple(rows[day] for day in sorted(rows)), is_known, not is_known)


def edit_holiday(unit: Unit, edit: EditHoliday) -> HolidayYear:
    """Make a day a holiday or strike it out, with the manager's reason; return the days of its year.

    Raises FieldErrors of ``check_edit``. A row of head office that comes later replaces the day.
    """
    require(unit, Right.DIRECTORY)
    require_day(unit)
    row = check_edit(edit, unit.today)
    name = row.name or next((one.name for one in list_year(unit, to_jalali(row.day)[0]).rows if one.day == row.day), "")
    key = row.day.isoformat()
    value = {"name": name, "is_estimated": row.is_estimated, "is_holiday": row.is_holiday, "why": row.why}
    former, seen = read_holiday(unit, key), published_day(unit, key)
    write_holiday(unit, key, value, Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.HOLIDAY, key, value, former, seen)
    write_audit(unit, "holiday_edited", "holidays", None, _said(row, name))
    return list_year(unit, to_jalali(row.day)[0])


def fill_year(unit: Unit, year: int) -> HolidayYear:
    """Take over the days of a year from this program's calendar, those of the moon marked as estimates.

    Raises Refusal ``holiday_known`` if that was done before, ``holiday_no_moon`` if the calendar lacks the year's days
    of the moon.
    """
    require(unit, Right.DIRECTORY)
    require_day(unit)
    if list_year(unit, year).is_known:
        raise Refusal("holiday_known", year=persian_digits(str(year)))
    years = year + TO_GREGORIAN, year + TO_GREGORIAN + 1
    solar = solar_holidays(year)
    if all(one.day in solar for one in list_library_days(years) if to_jalali(one.day)[0] == year):
        raise Refusal("holiday_no_moon", year=persian_digits(str(year)))
    write_taken_year(unit, str(year), {"days": []}, Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.HOLIDAY_YEAR, str(year), read_taken_year(unit, str(year)), None)
    write_audit(unit, "holidays_filled", "holidays", None, {"year": year})
    return list_year(unit, year)


def _row(record: HolidayRecord) -> HolidayRow:
    return HolidayRow(
        record.day,
        record.name,
        record.is_estimated,
        record.is_holiday,
        record.origin,
        record.why or "",
        record.edited_by or "",
    )


def _said(row: HolidayRow, name: str) -> dict[str, object]:
    return {"day": row.day.isoformat(), "is_holiday": row.is_holiday, "name": name, "why": row.why}
