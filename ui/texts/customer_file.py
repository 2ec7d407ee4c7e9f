"""Texts of the customer's file."""

LOADING = "در حال خواندن پرونده…"
NATIONAL_CODE = "کد ملی"
LEGAL_ID = "شناسهٔ ملی"
FOREIGN_CODE = "کد فراگیر"
CODE_LABELS = {"natural": NATIONAL_CODE, "legal": LEGAL_ID, "foreign": FOREIGN_CODE}
MOBILE = "همراه"
SHEBA = "شبا"
IDENTITY_SEEN = "هویت دیده شد"
QUEUED = "در صف همگام‌سازی"
EDIT = "ویرایش"
ATTACHMENTS = "پیوست‌ها"
JOIN = "یکی کردن یا جدا کردن دو پرونده"
ACTIVATION = "فعال‌سازی همراه"
CHANGE_NUMBER = "تغییر همراه یا شبا"
CONFIRMATION = "تأییدیهٔ ثبت‌نام"
REVEAL = "نمایش کامل"
HIDE = "پنهان کن"
REVEAL_REASON = "دلیل نمایش (در سابقه می‌ماند)"
REVEAL_NOW = "نمایش بده"
REVEAL_REASONS = ("درخواست خود مراجع", "تطبیق با مدرک", "تماس با مراجع")

STAGES = {
    "request": "درخواست",
    "documents": "مدارک",
    "contract": "قرارداد",
    "invitation": "دعوتنامه",
    "payment": "تکمیل وجه",
    "allocation": "تخصیص",
    "plating": "شماره‌گذاری",
    "delivery": "تحویل",
}
STEPPER_AT = "مرحلهٔ {step} از {steps}: {label}"
STEPPER_ASIDE = "این سفارش در مسیر تحویل نیست"
ORDER = "سفارش {car}"
MODEL = "مدل {year}"
REQUEST = "درخواست"
CONTRACT = "قرارداد"
INVITATION = "دعوتنامه"
DEALERSHIP = "نمایندگی"
DELIVERY_DUE = "موعد تحویل"
VIN = "شاسی"
OTHER_DEALERSHIP = "این سفارش برای نمایندگی {name} ({code}) است؛ مراجع را به همان‌جا راهنمایی کنید."
CLOCK = "{name}: {left}"
CLOCK_TIP = "تا {day}. {then}"
NO_CAR = "خودرو نامعلوم"
NEXT_STEP = "گام بعد: {step}"

PRINCIPAL_REMAINING = "ماندهٔ اصل"
PRICE = "قیمت مصوب"
PAID = "پرداخت‌شده"
PENALTY_REMAINING = "ماندهٔ جریمه"
ZERO = "صفر"
RIAL = "ریال"
PAID_SHARE = "{percent} درصد پرداخت شده"

PRINCIPAL_SLIP = "قبض اصل"
PENALTY_SLIP = "قبض جریمه"
GO_ON = "صادر کن"
LETTER = "دعوتنامه"
RECORD_PAYMENT = "ثبت پرداخت"
RECEIPT = "رسید"
LEDGER = "ریز حساب"
PLAN, PLAN_HIDE = "طرح و شرایط", "پنهان کردن طرح"
ORDERED = "آنچه در {day} سفارش شد: {name} ({code}، نسخهٔ {version})"
LEDGER_HIDE = "بستن ریز حساب"
LEDGER_HEAD = ("شرح", "بدهکار", "بستانکار", "مانده", "تاریخ", "پیگیری")
ACCOUNTS = {"principal": "اصل", "penalty": "جریمه"}
ENTRY_KINDS = {
    "price": "قیمت مصوب",
    "discount": "تخفیف",
    "taxes": "مالیات و عوارض",
    "insurance": "بیمه",
    "registration": "شماره‌گذاری",
    "profit": "سود مشارکت",
    "penalty": "جریمهٔ دیرکرد پرداخت",
    "received": "دریافتی پیشین",
    "payment": "پرداخت",
    "reversal": "برگشت پرداخت",
    "included": "همان پرداخت، در دریافتی پیشین آمده",
}
LEDGER_TITLE = "ریز حساب {account}"
LEDGER_EMPTY = "هنوز سطری ندارد"

EVENTS = "رویدادها"
EVENTS_ALL = "همه"
EVENTS_FEW = "کمتر"
EVENTS_NONE = "هنوز رویدادی نیست؛ هر کار این پرونده همین‌جا می‌نشیند."
REPRINT = "چاپ دوباره"
OPEN_ATTACHMENT = "دیدن در پیوست‌ها"
REPRINT_LAST = "چاپ دوبارهٔ واپسین کاغذ"
REPRINT_NONE = "در این پرونده هنوز کاغذی نیست که دوباره چاپ شود"
REVERSE = "برگشت پرداخت"

NO_ORDERS = "این پرونده هنوز سفارشی ندارد"
NO_ORDERS_HINT = "سفارش‌ها با «ورود داده» از خروجی دفتر مرکزی می‌آیند و خودبه‌خود به همین کد ملی وصل می‌شوند."
TODAY = "امروز {time}"
REVERSE_REASON = "دلیل برگشت این پرداخت"
REVERSE_NOT = "منصرف شدم"
REVERSED = "پرداخت برگشت خورد؛ رسید برگشت آماده است"
NEXT_ORDER = "سفارش بعد"
