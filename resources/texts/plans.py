"""Words of sale plans, for screens and papers."""

CHANNELS = {"unified": "سامانهٔ یکپارچه", "direct": "فروش مستقیم", "instalment": "فروش اقساطی"}
METHODS = {
    "immediate": "فروش فوری",
    "firm_pre_sale": "پیش‌فروش قطعی",
    "pre_sale": "پیش‌فروش عادی",
    "participation": "مشارکت در تولید",
    "special": "فروش ویژه",
    "instalment": "فروش اقساطی",
}
PRICE_KINDS = {"firm": "قطعی", "of_day": "علی‌الحساب"}
EVENTS = {
    "request": "هنگام ثبت درخواست",
    "contract": "هنگام عقد قرارداد",
    "day": "روز معین",
    "after": "پس از ثبت درخواست",
    "invitation": "با دعوتنامه",
    "delivery": "هنگام تحویل",
}
STATES = {
    "open": "باز",
    "not_yet": "هنوز باز نشده",
    "closed": "بسته",
    "full": "ظرفیت پر شده",
    "incomplete": "قیمت اعلام نشده",
}
NO_PRICE = "قیمت اعلام نشده"
NOT_STATED = "در بخشنامه نیامده"
NONE = "ندارد"
AT_ONCE = "هم‌زمان با تسویه"
YEARLY, MONTHLY = "سالانه", "ماهانه"
RATE = "{rate} {period}"
NOTED = "{words}، {note}"
MONTHS, DAYS, AND = "{count} ماه", "{count} روز", " و "
DELIVERY = "حداکثر {term}: {day}"
TRANSFERS = ("ندارد", "یک بار", "دو بار")
MANY_TRANSFERS = "{count} بار"
TOTAL_OPEN = "{total} و تفاوت روز دعوت"
AMOUNT_OPEN = "{amount} به قیمت روز"
INSTALMENT = "قسط {n}: {day}"
AT_HOUR = "{day} ساعت {hour}"
UNTIL, UNTIL_FULL = "تا {at}", "تا پر شدن ظرفیت"
LEFT = "مانده {count} دستگاه به شمار این نمایندگی"
CLOSED_ON, OPENS_ON = "بسته شد: {at}", "باز می‌شود: {at}"
DOT = " · "
UP_TO = "تا"
