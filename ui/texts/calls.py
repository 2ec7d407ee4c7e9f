"""Texts of the telephone: a call, its gate, its notes, and the list of call-backs."""

TITLE = "تماس"
TITLE_OF = "تماس {name}"
HEADING = "تماس ورودی"
ELAPSED = "زمان تماس"
LINE_OPEN = "خط {number} تا {closes} باز است"
LINE_CLOSED = "خط {number} بسته است"
LINE_UNKNOWN = "باز بودن خط {number} معلوم نیست"
LINE_SOURCE = "{sentence} منبع: {source}"
LINE_SAMPLE = "{words} · نمونه"

GATE = "شناسایی پیش از پاسخ"
NUMBER = "شمارهٔ درخواست، قرارداد یا دعوتنامه"
NUMBER_SHORT = "شماره"
CODE = "کد ملی"
ANSWER = "پاسخ تماس‌گیرنده"
SAID = "گفت"
WAITS = "هنوز نپرسیده‌اید"
ASK = "از او بپرسید: {question}"
FACTS = {
    "mobile": "چهار رقم آخر همراه شما چیست؟",
    "birth": "تاریخ تولد شما چیست؟",
    "car": "کدام خودرو را سفارش داده‌اید؟",
    "city": "در کدام شهر زندگی می‌کنید؟",
    "father": "نام پدر شما چیست؟",
}
FACT_NAMES = {
    "mobile": "چهار رقم آخر همراه",
    "birth": "تاریخ تولد",
    "car": "خودرو",
    "city": "شهر",
    "father": "نام پدر",
}
OTHER_QUESTION = "پرسش دیگر"
NEXT, JUDGE = "بعدی", "بسنج"
HINT_NUMBER = "شماره را بپرسید؛ فاصله و خط تیره مهم نیست."
HINT_CODE = "کد ملی را بپرسید؛ رقم آخر آن اشتباه شنیدن را نشان می‌دهد."
HINT_ANSWER = "با سه پاسخ نادرست تماس پایان می‌یابد و ثبت می‌شود. برگشت با Shift+Enter."
WRONG = {
    1: "آنچه گفت با هم نمی‌خواند: یک پاسخ نادرست. پرسش دیگری بپرسید؛ شاید شماره یا کد را بد شنیده‌اید (Shift+Enter).",
    2: "آنچه گفت با هم نمی‌خواند: دو پاسخ نادرست. پاسخ نادرست بعدی تماس را پایان می‌دهد.",
}
NO_QUESTION = "پرسش دیگری نمانده است. از او بخواهید با کارت ملی به نمایندگی بیاید."
PASSED_BY = "شناسایی شد: {fact} درست بود"
SHUT = "سه پاسخ نادرست: تماس پایان یافت و ثبت شد"
SHUT_READ = "بخوانید: «با آنچه گفتید نمی‌توانم پاسخی بدهم؛ لطفاً با کارت ملی به نمایندگی بیایید.»"

HIDDEN_TITLE = "هنوز چیزی نشان داده نمی‌شود"
HIDDEN_WHY = "نام و وضعیت پس از سه پاسخ درست می‌آید؛ بودن یا نبودن پرونده هم گفته نمی‌شود"
HIDDEN = "وضعیت پنهان است"
HIDDEN_HINT = "پس از پاسخ درست، همان جمله‌ای را می‌بینید که باید بخوانید"
SPOKEN = "برای او بخوانید"
NEXT_STEP = "گام بعد"
REQUEST = "درخواست"
OPEN_FILE = "باز کردن پرونده"

NOTES = "چه پرسید و چه پاسخی گرفت"
ASKED = "چه پرسید"
ANSWERED = "چه پاسخی دادید"
CALL_BACK = "پیگیری با تماس لازم است"
DAY = "روز"
TIME = "ساعت"
OWNER = "بر عهدهٔ"
SUBJECT = "برای چه"
CALLER_NAME = "نام تماس‌گیرنده"
PHONE = "شمارهٔ تماس"
RECORD = "ثبت تماس"
RECORDING = "در حال ثبت…"
RECORDED = "تماس ثبت شد"
RECORDED_WITH = "تماس ثبت شد؛ پیگیری {moment} بر عهدهٔ {owner}"
LEFT = "تماس ثبت شد، ولی پیگیری آن هنوز ثبت نشده است: آن را کامل کنید، یا علامت آن را بردارید."
RECORD_LEFT = "ثبت پیگیری"
NEW_CALL = "تماس تازه"
CLOSE = "بستن"

COMING = "پیگیری‌های پیش رو"
COMING_COUNT = "{count} پیگیری"
COMING_NONE = "پیگیری‌ای در پیش نیست."
SHOW_ALL = "همه"
TODAY_AT = "{clock}"
DAY_AT = "{day} {clock}"
LATE_MINUTES, LATE_HOURS, LATE_DAYS = "{n} دقیقه دیر", "{n} ساعت دیر", "{n} روز دیر"
DUE_IN, DUE_NOW = "{n} دقیقه دیگر", "اکنون"
TODAY, LATER = "امروز", "روزهای بعد"

LIST_TITLE = "پیگیری‌های تلفنی"
LIST_COUNT = "{open} پیگیری باز · {pressing} اکنون یا دیر"
LIST_CUT = "تنها {shown} ردیف نخست در فهرست است؛ برای بقیه، همکار را برگزینید"
OWNERS_ALL = "همهٔ همکاران"
SHOW_OPEN, SHOW_CLOSED = "باز", "بسته"
SHOWN = "نشان بده"
OWNER_FILTER = "همکار"
COLUMN_STATE, COLUMN_NAME, COLUMN_SUBJECT, COLUMN_WHEN, COLUMN_OWNER, COLUMN_PHONE = (
    "مهلت",
    "تماس‌گیرنده",
    "برای چه",
    "روز و ساعت",
    "بر عهدهٔ",
    "شماره",
)
TABLE = "جدول پیگیری‌ها"
DONE, DROPPED = "انجام شد", "دیگر لازم نیست"
CHOSEN = "این پیگیری"
NOTHING_CHOSEN = "پیگیری‌ای را از جدول برگزینید."
SHOW_PHONE = "شماره را نشان بده"
RESULT = "به کجا رسید"
MARK_DONE = "انجام شد"
MARK_DROPPED = "لازم نیست"
MOVE = "جابه‌جا کن"
NOT_SAVED_FOR = "پیگیری {name} تغییر نکرد: {why}"
MOVED, CLOSED = "پیگیری جابه‌جا شد", "پیگیری بسته شد"
BADGE_DUE = "{word}، {count} پیگیری که وقتش رسیده است"
BADGE_LATE = "{word}، {count} پیگیری، برخی دیر شده است"
EMPTY, EMPTY_HINT = "پیگیری‌ای نیست", "هنگام تماس، «پیگیری با تماس لازم است» را بزنید."
DRAFT = "تماسی ناتمام: {asked}"
DRAFT_EMPTY = "تماسی ناتمام از پیش مانده است"
