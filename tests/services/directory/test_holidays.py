"""Holidays of a year: the current one is known, another one says that it is not; a manager's reason is kept."""

import json

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.directory.holidays import EditHoliday, HolidayRow, HolidayYear
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.services.days.confirming import confirm_day
from dealer_app.services.deadlines.calendar import lacks_holidays, read_reckoning, seed_years
from dealer_app.services.directory.directory import read_directory
from dealer_app.services.directory.holidays import edit_holiday, fill_year, list_year, official_days
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.holidays import list_seeded_years, seed_holidays
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager


def year_of(counter: Desktop, year: int) -> HolidayYear:
    return counter.read(lambda unit: list_year(unit, year))


def row_of(found: HolidayYear, month: int, day: int) -> HolidayRow:
    return next(row for row in found.rows if row.day == from_jalali(found.year, month, day))


def edit(counter: Desktop, day: str, *, is_holiday: bool = True) -> HolidayYear:
    change = EditHoliday(day, "سوگواری نمونه" if is_holiday else "", is_holiday=is_holiday, why="اعلام استانداری")
    return counter.write(lambda unit: edit_holiday(by_manager(unit), change)).value


def test_current_year_has_the_days_of_the_official_calendar(counter: Desktop) -> None:
    found = year_of(counter, 1405)
    assert found.is_known
    assert len([row for row in found.rows if row.is_holiday]) == 25
    assert not row_of(found, 1, 25).is_holiday
    assert row_of(found, 1, 25).why
    assert not row_of(found, 11, 22).is_estimated
    assert row_of(found, 10, 16).is_estimated


def test_year_without_rows_says_so_and_has_only_its_solar_days(counter: Desktop) -> None:
    found = year_of(counter, 1408)
    assert (found.is_known, found.may_fill, len(found.rows)) == (False, True, 10)
    assert {row.origin for row in found.rows} == {"solar"}
    assert not year_of(counter, 1406).is_known  # of which deadlines have only seeded the part in 2027


def test_deadlines_never_make_the_next_year_known(counter: Desktop, clock: FakeClock) -> None:
    pass_days(counter, clock, 70)  # the last day of January 2027
    counter.write(seed_years)
    assert not lacks_holidays(counter.read(read_reckoning))
    assert year_of(counter, 1405).is_known
    assert not year_of(counter, 1406).is_known
    assert counter.read(official_days).years == {1405}
    counter.write(lambda unit: seed_holidays(unit, (2027, 2028)))  # as a letter that is due in 2028 does
    assert not year_of(counter, 1406).is_known
    assert counter.write(lambda unit: fill_year(by_manager(unit), 1406)).value.is_known


def test_year_that_is_over_stays_known(counter: Desktop, clock: FakeClock) -> None:
    counter.write(seed_years)
    pass_days(counter, clock, 120)
    assert [year_of(counter, year).is_known for year in (1405, 1406, 1407)] == [True, True, False]


def pass_days(counter: Desktop, clock: FakeClock, days: int) -> None:
    clock.pass_time(days=days)
    counter.write(lambda unit: confirm_day(by_manager(unit)))


def test_doubtful_day_seeds_no_year(counter: Desktop, clock: FakeClock) -> None:
    clock.pass_time(days=400)
    before = counter.read(lambda unit: list_seeded_years(unit.session))
    with pytest.raises(Refusal, match="clock"):
        counter.write(seed_years)
    assert counter.read(lambda unit: list_seeded_years(unit.session)) == before


def test_manager_takes_the_days_of_the_next_year_over_once(counter: Desktop) -> None:
    found = counter.write(lambda unit: fill_year(by_manager(unit), 1406)).value
    assert found.is_known
    assert len(found.rows) > 20
    assert row_of(found, 1, 14).is_estimated
    with pytest.raises(Refusal, match="holiday_known"):
        counter.write(lambda unit: fill_year(by_manager(unit), 1406))


def test_next_opening_over_the_end_of_the_year_is_uncertain_until_then(counter: Desktop, clock: FakeClock) -> None:
    clock.pass_time(days=30)
    counter.write(official_days)  # the day is believed step by step
    assert counter.read(official_days).years == {1405}
    counter.write(lambda unit: fill_year(by_manager(unit), 1406))
    clock.pass_time(days=40)
    assert counter.read(official_days).years == {1405, 1406}


def test_edited_day_keeps_who_and_why(counter: Desktop) -> None:
    row = row_of(edit(counter, "1405/09/15"), 9, 15)
    assert (row.name, row.origin, row.why) == ("سوگواری نمونه", "manager", "اعلام استانداری")
    assert row.edited_by
    assert from_jalali(1405, 9, 15) in counter.read(read_directory).official.holidays


def test_day_that_is_struck_out_keeps_its_name_and_is_no_holiday(counter: Desktop) -> None:
    row = row_of(edit(counter, "1405/10/02", is_holiday=False), 10, 2)
    assert row.name
    assert not row.is_holiday
    assert row.day not in counter.read(read_directory).official.holidays
    assert row_of(edit(counter, "1405/10/02"), 10, 2).is_holiday


def test_day_of_another_year_is_refused(counter: Desktop) -> None:
    with pytest.raises(FieldErrors) as caught:
        edit(counter, "1404/10/02")
    assert [error.code for error in caught.value.errors] == ["holiday_year"]
    with pytest.raises(Refusal):
        counter.write(lambda unit: edit_holiday(unit, EditHoliday("1405/10/02", "x", is_holiday=True, why="x")))


def test_every_change_of_a_day_keeps_its_reason_in_the_audit(counter: Desktop) -> None:
    for why in ("اعلام استانداری", "اصلاح"):
        change = EditHoliday("1405/09/15", "سوگواری", is_holiday=True, why=why)
        counter.write(lambda unit, change=change: edit_holiday(by_manager(unit), change))  # type: ignore[misc]
    query = select(AuditRecord.detail).where(AuditRecord.action == "holiday_edited").order_by(AuditRecord.n)
    said = [json.loads(one) for one in counter.read(lambda unit: list(unit.session.scalars(query)))]
    assert [(one["name"], one["why"]) for one in said] == [("سوگواری", "اعلام استانداری"), ("سوگواری", "اصلاح")]


def test_year_whose_days_of_the_moon_nobody_computed_is_not_filled(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="holiday_no_moon"):
        counter.write(lambda unit: fill_year(by_manager(unit), 1500))
    assert not year_of(counter, 1500).is_known
    assert counter.write(lambda unit: fill_year(by_manager(unit), 1450)).value.is_known
