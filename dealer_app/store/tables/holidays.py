"""The table of holidays: seeded from the library when a year is first needed, edited by a manager."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.domain.calendar.jalali import parse_written
from dealer_app.domain.persian import clean_text
from dealer_app.store.core.base import Base, empty_text, one_of
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.settings import find_setting, put_setting
from resources.tables import read_table

_SEEDED, _TAKEN = "holidays.seeded_years", "holidays.taken_years"
_ESTIMATED_MARK = " (\u062a\u062e\u0645\u06cc\u0646\u06cc)"  # the library's mark for lunar days that are only computed


class HolidayRecord(Base):
    """A day on which nothing is due; with ``is_holiday`` False a manager overrules the library.

    ``published`` is the version of head office's row, None if there is none.
    """

    __tablename__ = "holidays"
    __table_args__ = (CheckConstraint(one_of("origin", "library", "manager", "hub"), name="origin"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = empty_text()
    is_estimated: Mapped[bool] = mapped_column(default=False)
    is_holiday: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[str] = mapped_column(default="library")
    why: Mapped[str] = empty_text()
    edited_by: Mapped[str] = empty_text()
    published: Mapped[int | None]


def list_holidays(session: Session, first: date, last: date) -> tuple[HolidayRecord, ...]:
    """Return the holidays from ``first`` to ``last``, both included."""
    wanted = HolidayRecord.day.between(first, last), HolidayRecord.is_holiday
    return tuple(session.scalars(select(HolidayRecord).where(*wanted).order_by(HolidayRecord.day)))


def list_days(session: Session, first: date, last: date) -> tuple[HolidayRecord, ...]:
    """Return the rows from ``first`` to ``last``, also of the days that were struck out."""
    wanted = HolidayRecord.day.between(first, last)
    return tuple(session.scalars(select(HolidayRecord).where(wanted).order_by(HolidayRecord.day)))


def list_seeded_years(session: Session) -> tuple[int, ...]:
    """Return the Gregorian years whose holidays are in the table; a deadline in any other year must be marked so."""
    return tuple((find_setting(session, _SEEDED) or {"years": []})["years"])


def list_taken_years(session: Session) -> tuple[int, ...]:
    """Return the Jalali years whose days a manager took over."""
    return tuple((find_setting(session, _TAKEN) or {"years": []})["years"])


def take_year(unit: Unit, year: int) -> None:
    """Note that a manager took the days of a Jalali year over."""
    put_setting(unit, _TAKEN, {"years": sorted({*list_taken_years(unit.session), year})})


def leave_year(unit: Unit, year: int) -> None:
    """Note that the days of a Jalali year are not taken over; its rows stay."""
    put_setting(unit, _TAKEN, {"years": sorted({*list_taken_years(unit.session)} - {year})})


def put_library_days(unit: Unit, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write days of the library that another counter took over; days of a manager and of head office stay."""
    if rows:
        wanted = insert(HolidayRecord).values([{**row, "origin": "library", "edited_by": ""} for row in rows])
        changes = {name: wanted.excluded[name] for name in ("name", "is_estimated", "is_holiday", "why")}
        mine = HolidayRecord.origin == "library"
        unit.session.execute(wanted.on_conflict_do_update((HolidayRecord.day,), set_=changes, where=mine))


def reset_day(unit: Unit, day: date) -> None:
    """Make a day again what the library says of it, if its Gregorian year is in the table; else forget it."""
    unit.session.execute(delete(HolidayRecord).where(HolidayRecord.day == day))
    if day.year in list_seeded_years(unit.session):
        unit.session.add_all(one for one in list_library_days((day.year,)) if one.day == day)
    unit.session.flush()


def seed_holidays(unit: Unit, years: tuple[int, ...]) -> None:
    """Seed Gregorian ``years`` from the library `holidays` (Iran); rows that a manager edited remain unchanged.

    A day that the official calendar does not have is struck out (``holiday_corrections.csv``).
    """
    known = set(list_seeded_years(unit.session))
    missing = sorted(set(years) - known)
    if not missing:
        return
    names = ("day", "name", "is_estimated", "is_holiday", "why")
    rows = [{name: getattr(one, name) for name in names} for one in list_library_days(tuple(missing))]
    if rows:
        unit.session.execute(insert(HolidayRecord).on_conflict_do_nothing(), rows)
    put_setting(unit, _SEEDED, {"years": sorted(known.union(missing))})


def list_library_days(years: tuple[int, ...]) -> tuple[HolidayRecord, ...]:
    """Return the days of Gregorian ``years`` as the library has them, not stored; no day is struck out silently."""
    from holidays.countries.iran import Iran

    struck = {parse_written(row["day"]): row["source"] for row in read_table("holiday_corrections")}
    return tuple(
        HolidayRecord(
            day=day,
            name=clean_text(name.replace(_ESTIMATED_MARK, "")),
            is_estimated=_ESTIMATED_MARK in name,
            is_holiday=day not in struck,
            origin="library",
            why=struck.get(day, ""),
            edited_by="",
        )
        for day, name in sorted(Iran(years=list(years), language="fa_IR").items())
    )
