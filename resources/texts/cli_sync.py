"""Words of the command line about the line to head office."""

HELP: dict[str, str] = {
    "enrol": "پیوستن این پیشخوان به دفتر مرکزی با کد یک‌بار مصرف",
    "enrol.hub": "نشانی دفتر مرکزی (https://…)",
    "enrol.code": "کد پیوستن",
    "enrol.counter": "نام این پیشخوان؛ اگر نیاید از تنظیمات",
    "sync": "یک گفت‌وگو با دفتر مرکزی: فرستادن صف و گرفتن تازه‌ها",
    "status": "این پیشخوان برای دفتر مرکزی کیست و چه در صف است",
    "bundle": "بستهٔ رمزشده برای جایی که شبکه نیست",
    "bundle.direction": "export نوشتن هر چه در صف است · import خواندن پاسخ دفتر مرکزی",
    "bundle.file": "فایل بسته",
}

ENROLLED = "این پیشخوان به دفتر مرکزی پیوست: نمایندگی {dealership}. با «sync» همگام می‌شود."
TALKED = "{sent} مورد فرستاده و {received} ردیف گرفته شد · {waiting} مورد در صف"
OTHER_TROUBLE = "دفتر مرکزی نپذیرفت ({code}). چیزی گم نشده است."
EXPORTED = "بسته نوشته شد: {path} · آن را به دفتر مرکزی یا هر پیشخوان پیوسته برسانید."

ALONE = "این پیشخوان هنوز به دفتر مرکزی نپیوسته است."
ENROLMENTS: dict[str, str] = {
    "active": "نمایندگی {dealership} در {url}",
    "forked": "نمایندگی {dealership} در {url} · ثبت متوقف است",
    "superseded": "نمایندگی {dealership} در {url} · جایش را رایانهٔ دیگری گرفته است",
    "revoked": "نمایندگی {dealership} در {url} · کنار گذاشته شده است",
}
NEVER_HEARD = "هنوز گفت‌وگویی نشده است."
HEARD = "آخرین همگام‌سازی: {day} ساعت {time}"
WAITING = "در صف: {waiting} مورد · {payments} پرداخت به مبلغ {amount} ریال"
DECISIONS: dict[str, str] = {
    "conflicts": "{count} مقدار دوگانه منتظر تصمیم است.",
    "unmatched": "{count} سفارش این رایانه را دفتر مرکزی هنوز نشناخته است.",
    "kept_raw": "{count} ردیف نگه داشته شده که این نسخه نمی‌خواند.",
}
