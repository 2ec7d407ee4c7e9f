"""Show a moment in Tehran's time with Persian digits."""

from datetime import datetime

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.tehran import local_day, local_time
from dealer_app.domain.persian import persian_digits


def moment_words(at: datetime) -> str:
    """Return «۱۴۰۵/۰۹/۰۸ ۱۰:۲۰» for an aware moment."""
    return f"{format_jalali(local_day(at))} {clock_words(at)}"


def clock_words(at: datetime) -> str:
    """Return «۱۰:۲۰» for an aware moment."""
    return persian_digits(f"{local_time(at):%H:%M}")
