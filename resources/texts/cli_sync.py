"""Words of the command line about the line to head office."""

HELP: dict[str, str] = {
    "enrol": "پیوستن این پیشخوان به دفتر مرکزی با کد یک‌بار مصرف",
    "enrol.hub": "نشانی دفتر مرکزی (https://…)؛ بی کد: نشانی تازهٔ همان دفتر مرکزی",
    "enrol.code": "کد پیوستن",
    "enrol.file": "فایل دعوت، برای پیشخوانی که شبکه ندارد؛ با --code و --out",
    "enrol.out": "فایل درخواست پیوستن که ساخته می‌شود",
    "enrol.counter": "نام این پیشخوان؛ اگر نیاید از تنظیمات",
    "sync": "یک گفت‌وگو با دفتر مرکزی: فرستادن صف و گرفتن تازه‌ها",
    "status": "این پیشخوان برای دفتر مرکزی کیست و چه در صف است",
    "bundle": "بستهٔ رمزشده برای جایی که شبکه نیست",
    "bundle.direction": "export نوشتن هر چه در صف است · import خواندن پاسخ دفتر مرکزی · carry رساندن بستهٔ پیشخوان دیگر و گرفتن پاسخش",
    "bundle.file": "فایل بسته",
    "bundle.out": "فایل پاسخ، برای carry",
    "bundle.attachments": "با export: پیوست‌ها هم در بسته باشند",
}

ENROLLED = "این پیشخوان به دفتر مرکزی پیوست: نمایندگی {dealership}. با «sync» همگام می‌شود."
REQUESTED = "درخواست پیوستن نوشته شد: {path} · آن را به دفتر مرکزی یا هر پیشخوان پیوسته برسانید و پاسخ را با «bundle import» بخوانید."
ASKING = "درخواست پیوستن با فلش ساخته شده و منتظر پاسخ است."
JOINED = "این پیشخوان با فلش به دفتر مرکزی پیوست: نمایندگی {dealership}. از این پس «bundle export» و «bundle import»."
ADDRESS = "نشانی دفتر مرکزی از این پس: {url}"
AT, BY_STICK = "در {url}", "· با فلش"
TALKED = "{sent} مورد فرستاده و {received} ردیف گرفته شد · {waiting} مورد در صف"
OTHER_TROUBLE = "دفتر مرکزی نپذیرفت ({code}). چیزی گم نشده است."
EXPORTED = "بسته نوشته شد: {path} · آن را به دفتر مرکزی یا هر پیشخوان پیوسته برسانید."

CARRIED = "بسته به دفتر مرکزی رسید و پاسخ نوشته شد: {path} · آن را به همان پیشخوان برگردانید."

ALONE = "این پیشخوان هنوز به دفتر مرکزی نپیوسته است."
ENROLMENTS: dict[str, str] = {
    "active": "نمایندگی {dealership} {place}",
    "forked": "نمایندگی {dealership} {place} · ثبت متوقف است",
    "superseded": "نمایندگی {dealership} {place} · جایش را رایانهٔ دیگری گرفته است",
    "revoked": "نمایندگی {dealership} {place} · کنار گذاشته شده است",
}
NEVER_HEARD = "هنوز گفت‌وگویی نشده است."
HEARD = "آخرین همگام‌سازی: {day} ساعت {time}"
WAITING = "در صف: {waiting} مورد · {payments} پرداخت به مبلغ {amount} ریال"
DECISIONS: dict[str, str] = {
    "conflicts": "{count} مقدار دوگانه منتظر تصمیم است.",
    "unmatched": "{count} سفارش این رایانه را دفتر مرکزی هنوز نشناخته است.",
    "kept_raw": "{count} ردیف نگه داشته شده که این نسخه نمی‌خواند.",
}
