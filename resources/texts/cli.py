"""Words of the command line."""

ASK_PIN = "رمز «{name}»: "
ACTOR_NAME = "خط فرمان ({user})"
PROGRAM = "باجه: پیشخوان نمایندگی. کارهای متخصص رایانه، بی‌پنجره."
EPILOG = "کد خروج: ۰ انجام شد · ۱ پذیرفته نشد · ۲ فرمان نادرست · ۳ مشکل رایانه، دیسک یا فایل"

HELP: dict[str, str] = {
    "home": "پوشهٔ داده‌ها؛ اگر نیاید BAJEH_HOME و پس از آن پوشهٔ کاربر",
    "demo": "ساختن پایگاه نمونه با آدم‌های ساختگی",
    "import": "ورود خروجی نمایندگی (xlsx یا CSV)",
    "import.file": "فایل خروجی",
    "import.dry_run": "تنها بررسی؛ چیزی ذخیره نمی‌شود",
    "import.errors": "برگهٔ خطا (xlsx): ردیف، ستون و دلیل",
    "json": "پاسخ به شکل JSON",
    "as": "به نام یکی از کارکنان (رمز در BAJEH_PIN یا در پایانه)؛ بی آن: کاربر رایانه، بی حق صدور و پول",
    "find": "جست‌وجو با هر شماره یا نام؛ با کد ملی: پیگیری",
    "find.text": "کد، شماره یا نام",
    "find.national_code": "کد ملی صاحب شماره (پیگیری: جفت درست یا هیچ)",
    "paper": "صدور یک برگه و نوشتن PDF آن",
    "paper.kind": "invitation نامهٔ دعوت · principal-slip قبض اصل · penalty-slip قبض جریمه · receipt رسید · "
    "registration تأییدیهٔ ثبت‌نام · visit برگهٔ آخرین مراجعه · help-slip برگهٔ راهنما",
    "paper.order": "شمارهٔ درخواست، قرارداد یا دعوتنامه",
    "paper.customer": "کد ملی یا شناسهٔ مشتری",
    "paper.dealership": "کد نمایندگی",
    "paper.plan": "کد طرح فروش",
    "paper.out": "فایل PDF",
    "paper.confirm": "تردید دربارهٔ قیمت یا شمار قبض‌ها بررسی شده است",
    "check": "سنجش یک شناسه (کد خروج ۰ درست، ۱ نادرست)",
    "check.kind": "نوع شناسه",
    "check.text": "شناسه؛ برای bill: شناسهٔ قبض و شناسهٔ پرداخت، یا ۲۶ رقم بارکد",
    "day": "سنجش روزی که ساعت رایانه نشان می‌دهد",
    "day.confirm": "تأیید آن روز؛ در رویدادها می‌ماند",
    "backup": "رونوشت پشتیبان رمزشده",
    "backup.out": "فایل پشتیبان",
    "restore": "بازگرداندن از پشتیبان",
    "restore.file": "فایل پشتیبان",
    "verify": "سنجش درستی پایگاه، زنجیرهٔ ثبت رویداد و صف",
}

USAGE_ERRORS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "این‌ها جا افتاده است: {0}"),
    (r"unrecognized arguments: (.+)", "ناشناخته: {0}"),
    (r"argument (.+): invalid choice: '?(.+?)'? \(.*", "«{1}» برای {0} شناخته نیست"),
    (r"argument (.+): expected .*", "{0} مقدار می‌خواهد"),
    (r"argument (.+): must not be empty", "{0} خالی است"),
    (r"argument (.+): ignored explicit argument .*", "{0} مقدار نمی‌گیرد"),
    (r"(--order|--customer|--code|--out) is needed for (.+)", "برای {1} باید {0} بیاید"),
    (r"one of the arguments (.+) is required", "یکی از این‌ها باید بیاید: {0}"),
    (r"argument (.+): not allowed with argument (.+)", "{0} و {1} با هم نمی‌آیند"),
    (r"only a bill takes a second text", "متن دوم تنها برای قبض است"),
)
"""argparse's own English messages, as patterns, and what is said in their place."""

USAGE_ERROR = "فرمان درست نوشته نشده است"

CHECKED: dict[str, str] = {
    "national-code": "کد ملی درست است: {value}",
    "legal-id": "شناسهٔ ملی درست است: {value}",
    "sheba": "شبا درست است: {value} · {bank}",
    "card": "شمارهٔ کارت درست است: {value}",
    "mobile": "شمارهٔ همراه درست است: {value}",
    "postal-code": "کد پستی درست است: {value}",
    "vin": "شمارهٔ شاسی درست است: {value}",
    "bill": "شناسهٔ قبض درست است: {value}",
    "bill_pair": "شناسهٔ قبض و پرداخت درست است: {value} · {payment} · {amount} ریال",
}
UNKNOWN_BANK = "بانک ناشناخته"
WARNING = "هشدار: {why}"

DEMO_BUILT = "پایگاه نمونه ساخته شد: {files} پرونده در {home}"
IMPORTED = "{accepted} سفارش پذیرفته شد · {updated} به‌روز · {unchanged} بی‌تغییر · {mended} ردیف اصلاح شد"
IMPORTED_DRY = "بررسی بی‌ذخیره: {accepted} سفارش پذیرفتنی · {updated} به‌روز · {unchanged} بی‌تغییر · {mended} ردیف اصلاحی"
IMPORT_WARNED = "هشدار · ردیف {row} · {field}: {why}"
IMPORT_REMARK = "فایل: {why}"
IMPORT_LEFT_OUT = "سفارش نیست · ردیف {row}: {why}"
IMPORT_REFUSED = "پذیرفته نشد · ردیف {row} · {field}: {why}"
ERROR_SHEET = "برگهٔ خطا: {path}"
NOTHING_FOUND = "یافت نشد"
FOUND = "{name} · {numbers} · {summary} ({why})"
PAPER_WRITTEN_PLAIN = "{paper} نوشته شد: {path}"
PAPER_WRITTEN = "{paper} شمارهٔ {number} نوشته شد: {path}"
DAY_GOOD = "ساعت رایانه {now} است و پذیرفته است."
DAY_CONFIRMED = "روز تأیید شد: {now}"
BACKED_UP = "پشتیبان نوشته شد: {path}"
BACKUP_STAYS_HERE = "این پشتیبان تنها روی همین رایانه باز می‌شود؛ برای رایانهٔ دیگر عبارت بازیابی را در {name} بگذارید."
KEPT = "پایگاه پیشین نگه داشته شد: {path}"
RESTORED = "از پشتیبان بازگردانده شد: {path}"
VERIFIED = "پایگاه درست است: {customers} پرونده، {orders} سفارش، {audit_rows} رویداد ثبت‌شده."
BROKEN = "پایگاه ایراد دارد: {what}"
STOPPED = "به خواست شما ایستاد؛ آنچه تا اینجا ذخیره شده درست است."
