"""Words of the directory: weekdays from Saturday on, opening hours, kinds of telephones, and what the clerk says."""

WEEK = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
"""The days of the week as the calendar of Iran shows them."""
WEEK_KEYS = ("شنبه", "یک شنبه", "دو شنبه", "سه شنبه", "چهار شنبه", "پنج شنبه", "جمعه")
"""The same as ``normalise`` writes them, with the number apart."""
DAY_WORD = "شنبه"
NUMBERED = "(یک|دو|سه|چهار|پنج) ?شنبه"
PLURAL = "ها"
EVERY_DAY = ("هر روز", "همه روزه", "همهروزه", "تمام روزها")
UNTIL = ("تا", "الی", "لغایت")
BOTH = ("و",)
CLOSED = ("تعطیل", "بسته")
FILLERS = ("از", "ساعت", "است", "روز", "روزهای", "شیفت")
TIMES_OF_DAY = {
    "صبح": "morning",
    "بامداد": "dawn",
    "ظهر": "noon",
    "بعدازظهر": "afternoon",
    "عصر": "evening",
    "شب": "night",
}
"""Word beside a time -> how the time is read."""
TIME_PHRASES = {
    "بعد از ظهر": "بعدازظهر",
    "قبل از ظهر": "صبح",
    "پیش از ظهر": "صبح",
    "ب.ظ": "بعدازظهر",
    "ق.ظ": "صبح",
}
"""Other spellings of these words, normalised."""

DAYS_RANGE = "{first} تا {last}"
TIMES_RANGE = "{opens} تا {closes}"
AND = " و "
PART = "؛ "
DAY_CLOSED = "{days} تعطیل"
DAY_OPEN = "{days} {times}"
CLOSED_SHORT = "تعطیل"

SERVICES_BETWEEN = "، "
PHONE_KINDS = {
    "main": "تلفن",
    "sales": "فروش",
    "service": "خدمات",
    "parts": "قطعات",
    "mobile": "همراه",
    "fax": "نمابر",
}
"""Kind of a telephone -> its name."""
PHONE = "{kind}: {number}"
PHONES_BETWEEN = "؛ "

OPEN_UNTIL = "اکنون باز است؛ تا ساعت {closes}."
OPEN_MAYBE = "ساعت کار است، ولی تعطیلی‌های رسمی سال {year} در این باجه نیست؛ پیش از راهنمایی زنگ بزنید."
CLOSED_NOW = "اکنون بسته است؛ {next}"
CLOSED_DAY = "امروز {day} تعطیل است؛ {next}"
CLOSED_HOLIDAY = "امروز تعطیل است ({name})؛ {next}"
CLOSED_ESTIMATED = "امروز به برآورد تقویم تعطیل است ({name})؛ {next}"
CLOSED_BY_STAFF = "امروز تعطیل اعلام شده است؛ {next}"
NO_HOURS = "ساعت کار این نمایندگی ثبت نشده است؛ پیش از راهنمایی زنگ بزنید."
OPENS_TODAY = "امروز ساعت {opens} باز می‌شود."
OPENS_TOMORROW = "فردا ساعت {opens} باز می‌شود."
OPENS_ON = "{day} ساعت {opens} باز می‌شود."
OPENS_MAYBE = "{when} (تعطیلی‌های رسمی سال {year} در این باجه نیست.)"
OPENS_ESTIMATED = "{when} (اگر «{name}» که برآورد است جابه‌جا نشود.)"
OPENS_NEVER = "زمان باز شدنش در ساعت کار ثبت‌شده پیدا نشد."

SOLAR = {
    (1, 1): "نوروز",
    (1, 2): "نوروز",
    (1, 3): "نوروز",
    (1, 4): "نوروز",
    (1, 12): "روز جمهوری اسلامی",
    (1, 13): "روز طبیعت",
    (3, 14): "رحلت امام خمینی",
    (3, 15): "قیام ۱۵ خرداد",
    (11, 22): "پیروزی انقلاب اسلامی",
    (12, 29): "ملی شدن صنعت نفت",
}
"""Holidays that fall on the same day of every solar year: (month, day) -> name."""
