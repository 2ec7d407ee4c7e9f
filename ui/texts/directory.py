"""Texts of the directory of dealerships."""

TITLE = "نمایندگی‌ها"
FILTER = "جست‌وجوی نمایندگی"
FILTER_HINT = "نام، شهر، استان، کد، نشانی یا تلفن را بنویسید …"
COUNT = "{count} نمایندگی"
COUNT_OF = "{count} نمایندگی با «{text}»"
TABLE = "فهرست نمایندگی‌ها"
NAME = "نام"
PLACE = "شهر"
CODE = "کد"
STATE = "اکنون"
STATES = {"open": "باز", "closed": "بسته", "day_off": "تعطیل", "unknown": "نامعلوم"}
CITY_PROVINCE = "{city}، {province}"
NEW = "نمایندگی تازه"
IMPORT = "از فایل"
IMPORT_TITLE = "فایل نمایندگی‌ها"
IMPORT_FILTER = "Excel, CSV (*.xlsx *.xls *.csv *.txt)"
IMPORTING = "در حال خواندن فایل …"
IMPORTED = "از فایل: {added} نمایندگی تازه، {changed} تغییر کرده، {same} همان که بود."
UNKNOWN_COLUMNS = " این ستون‌ها شناخته نیست و خوانده نشد: {columns}."
NOT_IMPORTED = "چیزی ذخیره نشد. {count} ایراد در «{name}»:"
MORE_ERRORS = "و {count} ایراد دیگر"
ERRORS = "خانه‌های نادرست برگه"
CLOSE_ERRORS = "بستن این فهرست"
EMPTY = "هنوز نمایندگی‌ای نیست"
EMPTY_HINT = "دفتر مرکزی فهرست را می‌فرستد؛ مدیر هم می‌تواند از فایل بیاورد یا خودش بنویسد."
NOTHING = "نمایندگی‌ای با «{text}» نیست"
NOTHING_HINT = "بخشی از نام شهر یا کد را بنویسید؛ Esc همهٔ فهرست را نشان می‌دهد."

OWN = "همین نمایندگی"
CODE_OF = "کد {code}"
NO_ADDRESS = "نشانی ثبت نشده است."
OWNER = "صاحب امتیاز"
SERVICES = "خدمات"
NO_PHONES = "تلفنی ثبت نشده است."
PHONE = "{kind} {number}"
HOURS_NOTE = "ساعت کار به نوشتهٔ دفتر مرکزی: {note}"
PHONE_HOURS = "پاسخ تلفن: {hours}"
DAY_ROW = "{day}: {times}"
NEIGHBOURS = "دیگر نمایندگی‌های استان {province}"
NEIGHBOUR = "{city} ({code})"
SOURCE = "منبع: {source}"
VALID_FROM = "معتبر از {day}"
EDITED = "ویرایش این باجه: {name}"
CLOSE_TODAY = "امروز تعطیل است"
OPEN_TODAY = "امروز باز است"
CLOSED = "«{name}» برای امروز تعطیل اعلام شد."
OPENED = "تعطیلی امروز «{name}» برداشته شد."
UNDO = "برگردان"
COPY = "کپی"
COPIED = "نشانی، تلفن و ساعت کار کپی شد."
EDIT = "ویرایش"
PRINT = "برگ نشانی"

EDIT_TITLE = "ویرایش {name}"
NEW_TITLE = "نمایندگی تازه"
FIELDS = {
    "code": "کد نمایندگی",
    "name": "نام نمایندگی",
    "owner": "صاحب امتیاز",
    "province": "استان",
    "city": "شهر",
    "address": "نشانی",
    "services": "خدمات",
    "phones": "تلفن‌ها",
    "latitude": "عرض جغرافیایی",
    "longitude": "طول جغرافیایی",
    "hours": "ساعت کار",
    "phone_hours": "ساعت پاسخ تلفن",
    "valid_from": "معتبر از",
    "source": "منبع",
}
HINTS = {
    "phones": "چند شماره را با «؛» جدا کنید؛ نوع را پیش از شماره بنویسید، مانند «فروش: ۰۳۴-۳۲۱۱۴۴۵۱».",
    "hours": "مانند «شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸ تا ۱۲؛ جمعه تعطیل».",
    "services": "با «،» جدا کنید.",
    "source": "از کجا می‌دانید؛ مانند «بخشنامهٔ شبکهٔ فروش، مهر ۱۴۰۵».",
}
READ_AS = "این‌گونه خوانده شد"
SAVE = "ذخیره"
SAVING = "در حال ذخیره …"
CANCEL = "بستن"
SAVED = "«{name}» ذخیره شد."
DRAFT = "ویرایش ناتمام یک نمایندگی مانده است: {name}"
DRAFT_NAMELESS = "بی‌نام"
HUB_NOTE = "ویرایش به پیشخوان‌های دیگر همین نمایندگی هم می‌رسد. اگر دفتر مرکزی برای همین کد فهرست تازه‌ای بفرستد، آن جایگزین این ویرایش می‌شود."
