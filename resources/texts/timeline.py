"""Words of a customer's timeline and of the papers it lists."""

JOIN_GONE = "که دیگر این‌جا نیست"
TITLES: dict[str, str] = {
    "registered": "ثبت‌نام در این پیشخوان",
    "imported": "ورود پرونده از خروجی دفتر مرکزی",
    "corrected": "اصلاح پرونده",
    "revealed": "دیدن دادهٔ پوشیده",
    "printed": "{paper} چاپ شد",
    "print_failed": "چاپ {paper} نشد",
    "print_recorded": "{paper} برای چاپ ثبت شد",
    "bill_principal": "قبض اصل صادر شد",
    "bill_penalty": "قبض جریمه صادر شد",
    "bill_void": "قبض باطل شد",
    "invitation_payment": "دعوتنامهٔ تکمیل وجه صادر شد",
    "invitation_delivery": "دعوتنامهٔ تحویل صادر شد",
    "visit": "مراجعه: {purpose}",
    "payment": "پرداخت {amount} ریال",
    "payment_penalty": "پرداخت جریمه {amount} ریال",
    "reversal": "برگشت پرداخت {amount} ریال",
    "help_answer": "پاسخ گفته شد: {title}",
    "help_lottery": "نتیجهٔ قرعه‌کشی که مشتری نشان داد: {title}",
    "help_slip": "برگهٔ راهنما: {title}",
    "activation_asked": "کد فعال‌سازی خواسته شد",
    "activation_sent": "کد فعال‌سازی فرستاده شد",
    "activation_failed": "کد فعال‌سازی فرستاده نشد",
    "activation_active": "همراه فعال شد",
    "activation_locked": "فعال‌سازی قفل شد",
    "join_joined": "با پروندهٔ {name} یکی شد",
    "join_parted": "از پروندهٔ {name} جدا شد",
    "join_refused": "یکی شدن با پروندهٔ {name} را دفتر مرکزی نپذیرفت",
    "contact_mobile": "همراه عوض شد: {old} به {new}",
    "contact_sheba": "شبا عوض شد: {old} به {new}",
    "contract": "عقد قرارداد",
    "request": "ثبت درخواست",
    "ordered": "سفارش از طرح «{plan}»",
    "status": "وضعیت: {status}",
    "attachment": "پیوست شد: {what}",
    "attachment_withdrawn": "پیوست کنار گذاشته شد: {what}",
    "call": "تماس تلفنی",
    "call_back": "پیگیری با تماس برای {moment}",
}

CALL_BACK_MARKS: dict[str, str] = {"open": "", "done": "انجام شد", "dropped": "دیگر لازم نیست"}

ATTACHMENTS: dict[str, str] = {
    "bank_slip": "فیش بانکی",
    "identity": "مدرک هویت",
    "deed": "وکالت‌نامه",
    "lottery": "نتیجهٔ قرعه‌کشی",
    "other": "مدرک دیگر",
}
ATTACHMENT_WITHDRAWN = "کنار گذاشته"

PAPERS: dict[str, str] = {
    "invitation": "دعوتنامه",
    "principal-slip": "قبض اصل",
    "penalty-slip": "قبض جریمه",
    "receipt": "رسید پرداخت",
    "registration": "تأییدیهٔ ثبت‌نام",
    "visit": "برگهٔ مراجعه",
    "brochure": "برگهٔ معرفی طرح",
    "help-slip": "برگهٔ راهنما",
    "address-slip": "برگ نشانی نمایندگی",
}

COPY_MARK = "رونوشت {n}"
QUEUED = "در صف"
REFERENCE = "پیگیری {reference}"
AMOUNT = "{amount} ریال"
PLAN_VERSION = "طرح {code}، نسخهٔ {version}"
REFUSED = "پذیرفته نشد"
REVERSED = "برگشت‌خورده"
SEEN_ON = "دیده‌شده در {day}"
CONTACT_PAPER = "{paper} {number}"
CONTACT_SEEN = "مدرک را {name} دید"
NO_NUMBER = "(نداشت)"
VOID = "باطل"
REGISTRATION_NUMBER = "شمارهٔ ثبت‌نام {number}"
IMPORTED_RECEIVED = "دریافتی پیشین طبق خروجی دفتر مرکزی"
