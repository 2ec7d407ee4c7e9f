"""Words of the form fields."""

NATIONAL_CODE = "کد ملی"
LEGAL_ID = "شناسهٔ ملی"
FOREIGN_CODE = "کد فراگیر"
MOBILE = "تلفن همراه"
LANDLINE = "تلفن ثابت"
POSTAL_CODE = "کد پستی"
SHEBA = "شبا (به نام متقاضی)"
BANK = "بانک"
AMOUNT_WORDS = "{words} · {toman}"
OPEN_CALENDAR = "بازکردن تقویم"
CALENDAR_OF = "تقویم، {day}"
DATE_PLACEHOLDER = "۱۴۰۵/۰۹/۰۱"
YEAR_BEFORE = "سال پیش"
YEAR_AFTER = "سال بعد"
MONTH_BEFORE = "ماه پیش"
MONTH_AFTER = "ماه بعد"
WEEKDAY_LETTERS = ("ش", "ی", "د", "س", "چ", "پ", "ج")
MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
RESTORE_ZEROS = "صفر را بگذار"
NOT_GIVEN = "انتخاب نشده"
