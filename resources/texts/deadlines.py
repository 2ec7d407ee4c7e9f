"""Words of the clocks of an order: on the list of deadlines, in the customer's file and on paper."""

INSTALMENT_WORD = "اقساط"
"""The word by which exports name a sale by instalments, in the sale type or in the payment method."""

KINDS = {
    "pay": "واریز دعوتنامه",
    "unpaid": "دعوتنامهٔ پرداخت‌نشده",
    "winner": "برندگان سامانه",
    "papers": "مدارک اقساط",
    "invitation": "صدور دعوتنامه",
    "delivery": "تحویل",
    "call_back": "تماس برگشتی",
    "deed": "وکالت‌نامه",
    "request": "پاسخ درخواست",
}
"""The short name of a kind, on its filter."""
NAMES = {
    "pay": "مهلت واریز دعوتنامه",
    "unpaid": "تعیین تکلیف دعوتنامهٔ پرداخت‌نشده",
    "winner": "واریز برندهٔ سامانهٔ یکپارچه",
    "papers": "مدارک {span}",
    "invitation": "موعد صدور دعوتنامه",
    "delivery": "موعد تحویل",
    "call_back": "تماس برگشتی",
    "deed": "پایان وکالت",
    "request": "پاسخ دفتر مرکزی به سفارش",
}
THEN = {
    "pay": "اگر واریز نشود دعوتنامه پرداخت‌نشده می‌ماند و مهلت تعیین تکلیف آن آغاز می‌شود؛ پس از آن بی‌هماهنگی واریز نکنند.",
    "unpaid": "اگر تعیین تکلیف نشود دعوتنامه منقضی به شمار می‌آید؛ دربارهٔ سفارش دفتر مرکزی تصمیم می‌گیرد.",
    "winner": "اگر واریز نشود حق برنده از میان می‌رود؛ پس از آن پاسخ را از سامانهٔ یکپارچه بگیرید.",
    "papers": "اگر مدارک نرسد پروندهٔ اقساط پیش نمی‌رود؛ با دفتر مرکزی هماهنگ کنید.",
    "invitation": "اگر دعوتنامه صادر نشود مشتری می‌تواند پیگیری یا شکایت کند.",
    "call_back": "اگر تماس گرفته نشود قول پیشخوان به مراجع می‌ماند؛ نتیجه در برگهٔ تلفن نوشته می‌شود.",
    "deed": "پس از آن روز چیزی به وکیل داده نمی‌شود؛ وکالت‌نامهٔ تازه لازم است.",
    "request": "اگر پاسخ نرسد سفارش «ثبت درخواست» می‌ماند و پیش نمی‌رود؛ همگام‌سازی کنید و پاسخ را از دفتر مرکزی بخواهید.",
    "delivery": "اگر تحویل نشود از روز بعد دیرکرد است و مشتری می‌تواند خسارت بخواهد.",
}
ACTIONS = {
    "pay": "تماس با مشتری",
    "unpaid": "هماهنگی با دفتر مرکزی",
    "winner": "تماس با مشتری",
    "papers": "یادآوری مدارک",
    "invitation": "پیگیری از دفتر مرکزی",
    "delivery": "هماهنگی تحویل",
    "call_back": "تماس با مراجع",
    "deed": "تمدید وکالت‌نامه",
    "request": "پیگیری پاسخ",
}
ACTIONS_LATE = {"delivery": "پیگیری دیرکرد"}

COLUMNS = ("مهلت", "موضوع", "مشتری", "شرح", "تاریخ", "کار بعدی")

NEAR = {-1: "دیروز گذشته", 0: "امروز", 1: "فردا"}
DAYS_LEFT = "{days} روز"
DAYS_PASSED = "{days} روز گذشته"
MINUTES_LATE, HOURS_LATE = "{n} دقیقه دیر", "{n} ساعت دیر"
ABOUT = "حدود {day}"
UNCERTAIN = " تعطیلات این سال شناخته نیست؛ این روز قطعی نیست."
LENGTHS = {"workdays": "{length} روز کاری", "days": "{length} روز تقویمی", "hours": "{length} ساعت"}
SPANS = {"workdays": "{length} روز کاری", "days": "{length} روزه", "hours": "{length} ساعته"}
RULE = "{length}، از {day}؛ منبع: {source}"
SAMPLE = " (نمونه)"
REPRESENTATIVE = "وکیل: {name}"
RIAL = "ریال"
DETAIL_SEPARATOR = " · "
