"""Texts of the answer to a scanned paper."""

VERDICTS = {"genuine": "اصل", "invalid": "نامعتبر", "unknown_key": "کلید ناشناس", "unreadable": "خوانده نشد"}
SENTENCES = {
    "genuine": "{verdict} · این کاغذ همان است که صادر شده و چیزی از آن تغییر نکرده است.",
    "invalid": "{verdict} · این کد را هیچ نمایندگی‌ای صادر نکرده یا نویسه‌ای از آن تغییر کرده است؛ کاغذ را نپذیرید و سفارش را با کد ملی بیابید.",
    "unreadable": "{verdict} · رمزینه درست نرسید و دربارهٔ کاغذ چیزی نمی‌گوید؛ قفل حروف بزرگ (Caps Lock) را خاموش کنید و دوباره بخوانید.",
    "unknown_key": "{verdict} · این پیشخوان نمایندگی صادرکننده را نمی‌شناسد؛ آنچه زیر آمده نوشتهٔ خود کاغذ است و ثابت نشده.",
}
KINDS = {
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
KIND = "کاغذ"
NUMBER = "شماره"
ORDER = "درخواست"
AMOUNT = "مبلغ"
RIAL = "{amount} ریال"
PAY_BY = "مهلت"
LATE = "گذشته است"
TAIL = "چهار رقم آخر کد"
DEALERSHIP = "نمایندگی صادرکننده"
OPEN = "باز کردن پرونده"
OPEN_PAPER = "باز کردن برگه"
NOT_HERE = "پروندهٔ این کاغذ در این پیشخوان نیست."
ANSWER = "پاسخ سنجش کاغذ"
