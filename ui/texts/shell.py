"""Texts of the window: bars, keys, search, palette, help, lock."""

APP_NAME = "باجه"
APP_LETTER = "ب"
RAIL = "بخش‌ها"
SEARCH_NAME = "جست‌وجو"
SEARCH_HINT = "کد ملی، همراه، شمارهٔ درخواست / قرارداد / دعوتنامه، شناسهٔ قبض، شاسی یا نام …"
NEW_WALK_IN = "مراجع جدید"
TABS = "برگه‌های باز"
TAB_UNSAVED = "ذخیره نشده"
CLOSE_NOTE = "بستن پیام"
STATUS_BAR = "نوار وضعیت"
DEALERSHIP_AT_COUNTER = "نمایندگی {code} · {counter}"
NO_DEALERSHIP = "نمایندگی هنوز معرفی نشده است"
SAMPLE = "نمونه"
SIGNED_IN = "متصدی: {name}، {role}"

SEARCH_COUNT = "{shown} نتیجه در {total} پرونده"
SEARCH_COUNT_MANY = "{shown} نتیجهٔ نخست در {total} پرونده"
SEARCH_SELECT, SEARCH_OPEN, SEARCH_NEW = "انتخاب", "باز کن", "مراجع تازه با همین نام/کد"
SEARCH_NOTHING = "چیزی با «{text}» یافت نشد"
SEARCH_NOTHING_TRACK = "یافت نشد"
SEARCH_NOTHING_HINT = "املای دیگری بنویسید، یا برای این مراجع پرونده بسازید:"
SEARCH_TRACK_HINT = "شماره و کد ملی باید هر دو درست و از یک سفارش باشند."

PALETTE = "همهٔ فرمان‌ها"
PALETTE_HINT = "نام فرمان را بنویسید؛ مثلاً «قبض» یا «تنظیم»"
PALETTE_NOTHING = "فرمانی با این نام نیست"
HELP = "راهنمای کلیدها"
HELP_SHELL = "همه‌جا"
HELP_QUESTION = "پرسش مراجع …"
HELP_QUESTIONS = "پرسش‌ها و پاسخ‌ها"
HELP_PAGE = "در این برگه"
HELP_CLOSE = "بستن راهنما"
HELP_MOVES = (
    ("Enter", "رفتن به خانهٔ بعد؛ در خانهٔ آخر، انجام کار"),
    ("Shift+Enter", "برگشت به خانهٔ پیش"),
    ("Esc", "یک پله عقب؛ پیش‌نویس می‌ماند"),
    ("Ctrl+Enter", "سطر تازه در متن چندسطری"),
)

COMMANDS = {
    "help": "راهنمای کلیدها",
    "new": "مراجع تازه (ثبت‌نام)",
    "registered": "ثبت‌نام کرده‌ام (کد ملی و همراه)",
    "search": "جست‌وجو",
    "visit": "مراجعهٔ حضوری",
    "call_next": "فراخواندن نوبت بعدی",
    "refresh": "تازه کردن برگه",
    "undo": "برگرداندن واپسین ویرایش",
    "large": "درشت کردن نوشته‌ها",
    "lock": "قفل کردن باجه",
    "palette": "همهٔ فرمان‌ها",
    "look": "پوستهٔ روشن / تیره",
    "close": "بستن برگه",
    "next_tab": "برگهٔ بعد",
    "call": "تماس تازه",
    "talk": "همگام‌سازی با دفتر مرکزی",
    "quit": "بستن برنامه",
}
PLACES = {
    "registration": "پذیرش",
    "visit": "مراجعه",
    "files": "پرونده‌ها",
    "deadlines": "سررسیدها",
    "plans": "طرح‌ها",
    "help": "راهنما",
    "calls": "تلفن",
    "call_backs": "پیگیری‌های تلفنی",
    "directory": "نمایندگی‌ها",
    "import": "ورود داده",
    "head_office": "دفتر مرکزی",
    "settings": "تنظیمات",
}
LARGE_TYPE = "اندازهٔ نوشته: {percent}٪"
EMPTY_TITLE = "باجه آمادهٔ کار است"
EMPTY_HINT = "نام، کد ملی یا شماره‌ای را بنویسید، یا برای مراجع تازه ثبت‌نام کنید."
EMPTY_FILES = "فهرست پرونده‌ها"
NOTHING_TO_UNDO = "ویرایش تازه‌ای برای برگرداندن نیست"

CRASH_TITLE = "خطای پیش‌بینی‌نشده"
CRASH_TEXT = (
    "برنامه به وضعیتی رسید که پیش‌بینی نشده بود. چیزی نیمه‌کاره ذخیره نشده و پیش‌نویس‌ها مانده‌اند.\n"
    "می‌توانید کار را ادامه دهید. اگر دوباره پیش آمد، کد زیر را به پشتیبان بگویید."
)
CRASH_CODE = "کد خطا"
CRASH_CLOSE = "ادامهٔ کار"
ALSO = {
    "help": "کمک|help",
    "questions": "پرسش|پاسخ|قرعه کشی|کد رهگیری|نشانی|سایت|faq|questions",
    "new": "پذیرش|ثبت نام|new",
    "registered": "پیش از این ثبت نام|همراه|registered",
    "search": "پیدا کردن|find",
    "visit": "مراجع|حضوری|مدارک|visit",
    "call_next": "صف|نوبت|queue|next",
    "undo": "واگرد|پس گرفتن|undo",
    "large": "بزرگ|درشت|zoom",
    "lock": "خروج|تعویض متصدی|lock",
    "look": "تاریک|روشن|شب|dark|light",
    "files": "فهرست|مشتریان|files",
    "deadlines": "مهلت|موعد|دیرکرد|امروز|due|deadlines",
    "plans": "طرح فروش|قیمت|اقساط|پیش‌فروش|بخشنامه|plans",
    "directory": "شعبه|نشانی|ساعت کار|تلفن|شهر|directory",
    "import": "اکسل|xlsx|csv|import",
    "head_office": "صف|آفلاین|رد شده|دوگانگی|هاب|hub|sync",
    "call": "تلفن|زنگ|پاسخ تلفن|call|phone",
    "call_backs": "تلفن|زنگ زدن|تماس بعدی|پیگیری|call back",
    "talk": "همگام|سینک|شبکه|فرستادن|sync",
    "settings": "چاپگر|نمایندگی|کارکنان|settings",
    "quit": "خروج|exit",
}
"""Further search terms of commands in the palette, separated by "|"."""
