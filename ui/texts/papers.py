"""Texts of the paper preview."""

LOADING = "در حال آماده‌کردن کاغذ…"
TITLES = {
    "invitation-payment": "دعوتنامهٔ تکمیل وجه",
    "invitation-delivery": "دعوتنامهٔ تحویل",
    "principal-slip": "قبض اصل",
    "penalty-slip": "قبض جریمه",
    "receipt": "رسید پرداخت",
    "reversal": "رسید برگشت پرداخت",
    "registration": "تأییدیهٔ ثبت‌نام",
    "visit": "برگهٔ مراجعه",
    "brochure": "برگهٔ معرفی طرح",
    "address-slip": "برگ نشانی نمایندگی",
}
TAB = "{title} · {number}"
NUMBER = "شماره"
AMOUNT_DUE = "ماندهٔ قابل پرداخت"
AMOUNT = "مبلغ"
REMAINDER = "زیر هزار ریال (در حساب می‌ماند)"
PARTS = "تعداد قبض"
PARTS_WORDS = "{parts} برگ"
PAY_BY = "مهلت"
PAY_BY_PASSED = "مهلت گذشته است"
BILL_ID = "شناسهٔ قبض"
PAYMENT_ID = "شناسهٔ پرداخت"
ACCOUNT = "حساب"
ACCOUNTS = {"principal": "اصل", "penalty": "جریمه"}
REFERENCE = "پیگیری بانک"
PAID_ON = "تاریخ پرداخت"
DEALERSHIP, ADDRESS, PLACE = "نمایندگی", "نشانی", "نقطهٔ نقشه"
PLAN, DATA_AT = "طرح", "داده‌ها تا"
CUSTOMER = "مشتری"
VISITOR, PURPOSE, MISSING, NOTHING_MISSING = "مراجع", "برای", "مدارک مانده", "ندارد"
OFFICIAL_SITE = "سایت رسمی"
PAYMENT_SITE = "سایت پرداخت"
PRINCIPAL_REMAINING = "ماندهٔ اصل"
PENALTY_REMAINING = "ماندهٔ جریمه"
RIAL = "{amount} ریال"
COPY = "نسخه"
FIRST_PRINT = "نخستین چاپ"
COPY_OF = "رونوشت {n}"
SAMPLE_WORDS = "صادرکننده هنوز معرفی نشده است؛ این کاغذ مهر «نمونه» دارد و پرداختنی نیست."

PRINTER = "چاپگر"
NO_PRINTER = "چاپگری پیدا نشد"
PAPER = "کاغذ"
PAPERS = (("A4", "A4"), ("A5", "A5"))
PRINT = "چاپ"
REPRINT = "چاپ دوباره"
PRINTING = "در حال فرستادن…"
SAVE = "PDF"
SAVE_TITLE = "ذخیرهٔ PDF"
SAVE_FILTER = "PDF (*.pdf)"
SAVED = "ذخیره شد: {name}"
SLIP_TOO = "قبض هم"
ZOOM = "بزرگ‌نمایی"
ZOOM_FIT = "همهٔ صفحه"
QUEUED = "در صف · {printer}"
QUEUED_COPY = "در صف · {printer} · {copy}"
HELD = "در صف چاپگر «{printer}» مانده است: {why}. پس از آن خودش چاپ می‌شود؛ دوباره نفرستید."
LEFT = "این کاغذ از صف چاپگر «{printer}» بیرون رفت؛ اگر روی کاغذ نیامده است دوباره چاپ کنید."
STOPPED = "صف ایستاده است"
STOPPED_BECAUSE = "صف ایستاده است ({said})"
ALERTS = {
    "media-empty": "کاغذ ندارد",
    "media-needed": "کاغذ می‌خواهد",
    "media-low": "کاغذش کم است",
    "media-jam": "کاغذ گیر کرده است",
    "offline": "خاموش است یا وصل نیست",
    "toner-empty": "تونر ندارد",
    "toner-low": "تونرش کم است",
    "marker-supply-empty": "جوهر یا تونر ندارد",
    "marker-supply-low": "جوهر یا تونرش کم است",
    "door-open": "درش باز است",
    "cover-open": "درش باز است",
    "input-tray-missing": "سینی کاغذ ندارد",
    "spool-area-full": "انبارهٔ صف پر است",
}
OTHER_ALERT = "پیام چاپگر: {alert}"
BETWEEN_ALERTS = "، "
PRINTED = "چاپ شد · {printer}"
PRINTED_COPY = "چاپ شد · {printer} · {copy}"
PROMISE = "این کاغذ همان‌گونه که صادر شده نگه داشته می‌شود و همیشه دوباره چاپ‌شدنی است."
PREVIEW = "پیش‌نمایش {title}"
