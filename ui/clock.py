"""The screen's clock: Tehran's time, whatever zone the PC is set to."""

from datetime import date, datetime

from dealer_app.domain.calendar.tehran import TEHRAN


def local_now() -> datetime:
    """Return this moment in Tehran's time."""
    return datetime.now(TEHRAN)


def local_today() -> date:
    """Return the day in Tehran."""
    return local_now().date()
