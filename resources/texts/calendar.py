"""Words of the Iranian calendar."""

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
"""Names by ``date.weekday()``: Monday first."""

DAY_WORDS = {"امروز": 0, "فردا": 1, "پس فردا": 2, "پسفردا": 2, "دیروز": -1, "پریروز": -2}
"""Words a clerk may type for a day, by days from today; keys as ``normalise`` writes them."""

MONTH, YEAR, CLOCK = "ماه", "سال", "ساعت"
FORENOON = ("ق.ظ", "قبل از ظهر", "صبح", "am", "a.m.")
AFTERNOON = ("ب.ظ", "بعد از ظهر", "عصر", "pm", "p.m.")
GREGORIAN = "{day} میلادی"
"""A day outside the Jalali calendar of this program (1200-1530)."""
