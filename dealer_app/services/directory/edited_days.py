"""Read and write holidays as edits have them, for edits that travel."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.directory.holidays import TO_GREGORIAN
from dealer_app.domain.edits.edits import Made
from dealer_app.services.freezing import freeze
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.holidays import (
    HolidayRecord,
    leave_year,
    list_days,
    list_taken_years,
    put_library_days,
    reset_day,
    seed_holidays,
    take_year,
)

Value = dict[str, Any] | None


def read_holiday(unit: Unit, key: str) -> Value:
    """Return what a manager or head office said of a day; None if only the library, or nobody, did."""
    record = _find_day(unit, key)
    if record is None or record.origin == "library":
        return None
    return {name: getattr(record, name) for name in ("name", "is_estimated", "is_holiday", "why")}


def write_holiday(unit: Unit, key: str, value: Value, made: Made) -> None:
    """Write what a manager says of a day, or make it again what the library says."""
    day, known = date.fromisoformat(key), _find_day(unit, key)
    if value is None:
        reset_day(unit, day)
    else:
        published = None if known is None else known.published
        told = HolidayRecord(day=day, **value, origin="manager", edited_by=made.by, published=published)
        unit.session.merge(told)
        unit.session.flush()
    unit.touch("holidays", uuid7())


def published_day(unit: Unit, key: str) -> int:
    """Return the version of head office's row of a day, 0 if there is none."""
    record = _find_day(unit, key)
    return 0 if record is None else record.published or 0


def read_taken_year(unit: Unit, key: str) -> Value:
    """Return the library's days of a Jalali year that was taken over, None if it was not."""
    if int(key) not in list_taken_years(unit.session):
        return None
    first = from_jalali(int(key), 1, 1)
    rows = list_days(unit.session, first, from_jalali(int(key) + 1, 1, 1) - timedelta(days=1))
    names = "name", "is_estimated", "is_holiday", "why"
    days = [{"day": one.day, **{name: getattr(one, name) for name in names}} for one in rows if one.origin == "library"]
    return {"days": freeze(days)}


def write_taken_year(unit: Unit, key: str, value: Value, _made: Made) -> None:
    """Take the days of a Jalali year over, or note that they are not; a manager's days and head office's stay."""
    if value is None:
        leave_year(unit, int(key))
    else:
        put_library_days(unit, [{**one, "day": date.fromisoformat(one["day"])} for one in value["days"]])
        seed_holidays(unit, (int(key) + TO_GREGORIAN, int(key) + TO_GREGORIAN + 1))
        take_year(unit, int(key))
    unit.session.flush()
    unit.touch("holidays", uuid7())


def _find_day(unit: Unit, key: str) -> HolidayRecord | None:
    wanted = select(HolidayRecord).where(HolidayRecord.day == date.fromisoformat(key))
    return unit.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
