"""Texts of the catalogue of sale plans."""

TITLE = "طرح‌های فروش"
FILTER = "جست‌وجوی طرح"
FILTER_HINT = "خودرو، بخشنامه، شیوه، «تا ۶ میلیارد» …"
OPEN_ONLY = "باز"
CHANNELS = {"unified": "یکپارچه", "direct": "مستقیم", "instalment": "اقساطی"}
LIST = "فهرست طرح‌ها"
COUNT = "{shown} طرح از {total}"
DATA_OF = "داده‌ها {origin} · {at}"
ORIGINS = {"hub": "از دفتر مرکزی", "sheet": "از برگه"}
COMPARE_HINT = "تا سه طرح را با Space کنار هم بگذارید"
SIDE_BY_SIDE = "کنار هم، به ریال، برای {day}"
ONE_PLAN = "به ریال، برای {day}"
BEST = "سبز: بهترین هر سطر"
ORDER_THIS = "سفارش این طرح"
ORDER_NTH = "سفارش طرح {n}"
NOT_OPEN = "این طرح اکنون باز نیست."
BROCHURE = "برگهٔ معرفی"
IMPORT = "ورود از برگه"
ROWS = {
    "circular": "بخشنامه",
    "channel": "شیوهٔ عرضه",
    "car": "خودرو",
    "validity": "اعتبار",
    "price": "قیمت",
    "today": "هنگام ثبت",
    "when": "کی چه مبلغی",
    "total": "جمع پرداخت",
    "delivery": "تحویل",
    "participation": "سود مشارکت",
    "withdrawal": "انصراف",
    "late": "دیرکرد",
    "transfer": "صلح",
    "groups": "گروه‌ها",
    "buyer": "شرایط خریدار",
    "color_rule": "انتخاب رنگ",
    "costs": "هزینه‌های قانونی",
    "pledge": "رهن سند",
    "conditions": "شرایط",
}
BAR = "{when}: {amount}"
BAR_NAME = "کی چه مبلغی: {parts}"
NOT_STATED = "در بخشنامه نیامده"
TOO_MANY = "سه طرح کنار هم است؛ یکی را با Space بردارید."
EMPTY = "هنوز طرحی نیست"
EMPTY_HINT = "طرح‌ها با همگام‌سازی از دفتر مرکزی می‌آیند، یا مدیر آن‌ها را از برگه وارد می‌کند."
NOTHING = "طرحی با این نشانی‌ها نیست"
NOTHING_HINT = "واژهٔ دیگری بنویسید، یا نشان «باز» و شیوه را بردارید."
STATE = {"open": "باز", "not_yet": "هنوز باز نشده", "closed": "بسته", "full": "پر شده", "incomplete": "بی‌قیمت"}
ROW_NAME = "{name}، {code}، {state}، {validity}"
CHOSEN = "{row}، کنار هم"
PUT_BESIDE, TAKE_AWAY = "کنار هم بگذار", "از کنار هم بردار"

IMPORT_TITLE = "ورود طرح‌ها از برگه"
IMPORT_FILTER = "برگهٔ طرح‌ها (*.xlsx *.xls *.csv *.txt)"
READING = "در حال خواندن {name} …"
REFUSED = "هیچ طرحی ثبت نشد: {count} خانهٔ برگه درست نیست. برگه را درست کنید و دوباره بدهید."
DOUBTS = "{count} هشدار: اگر با بخشنامه یکی است، نشان بزنید و ثبت کنید."
CONFIRM = "با بخشنامه سنجیدم؛ همین درست است"
STORE = "ثبت طرح‌ها"
LEAVE = "برگشت به طرح‌ها"
STORED = "{new} طرح تازه، {changed} تغییر، {same} بی‌تغییر ثبت شد."
UNKNOWN_COLUMNS = " این ستون‌ها شناخته نیست و خوانده نشد: {columns}."
PROBLEMS = "خانه‌های نادرست و هشدارها"
