"""Provide the current time in Tehran, independent of the PC's time zone."""

from datetime import date, datetime

from dealer_app.domain.calendar.tehran import TEHRAN


def local_now() -> datetime:
    """Return the current time in Tehran."""
    return datetime.now(TEHRAN)


def local_today() -> date:
    """Return the current date in Tehran."""
    return local_now().date()
