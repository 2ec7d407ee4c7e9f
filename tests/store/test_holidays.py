"""Holidays: seeded once from the library, marked if they are estimates, and changed only by a manager."""

from datetime import date

from dealer_app.desktop import Desktop
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.holidays import HolidayRecord, list_holidays, list_seeded_years, seed_holidays


def _estimates(unit: Unit) -> dict[date, bool]:
    days = list_holidays(unit.session, date(2026, 1, 1), date(2027, 12, 31))
    return {day.day: day.is_estimated for day in days}


def test_year_is_unknown_until_seeded(desktop: Desktop) -> None:
    assert desktop.read(lambda unit: list_seeded_years(unit.session)) == ()
    desktop.write(lambda unit: seed_holidays(unit, (2026,)))
    assert desktop.read(lambda unit: list_seeded_years(unit.session)) == (2026,)


def test_solar_holidays_are_certain_and_future_lunar_ones_estimated(desktop: Desktop) -> None:
    desktop.write(lambda unit: seed_holidays(unit, (2026, 2027)))
    days = desktop.read(_estimates)
    assert days[date(2026, 3, 21)] is False  # Nowruz
    assert days[date(2027, 2, 11)] is False
    assert days[date(2027, 3, 10)] is True  # Fitr


def test_holiday_removed_by_a_manager_stays_removed(desktop: Desktop) -> None:
    strike = HolidayRecord(day=date(2026, 3, 21), is_holiday=False, origin="manager")
    desktop.write(lambda unit: unit.session.add(strike))
    desktop.write(lambda unit: seed_holidays(unit, (2026, 2027)))
    assert date(2026, 3, 21) not in desktop.read(_estimates)
