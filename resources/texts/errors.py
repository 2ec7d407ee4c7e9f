"""The Persian sentence of every error code."""

from resources.texts.service_errors import SERVICE_SENTENCES

SENTENCES: dict[str, str] = {}

# ---- importing the exports of a dealership (services/imports*.py)
SENTENCES |= {
    "import_cell_digits_lost": "اکسل این شماره را گرد کرده و رقم‌هایش از دست رفته است؛ ستون را «متنی» کنید و دوباره خروجی بگیرید.",
    "import_cell_error": "خانه به جای مقدار، خطای اکسل دارد: {value}",
    "import_cell_kind": "مقدار این خانه از نوعی است که اینجا معنا ندارد: {value}",
    "import_columns_missing": "این ستون‌ها در فایل نیست: {columns}. بدون آن‌ها چیزی وارد نمی‌شود؛ هیچ ردیفی ذخیره نشد.",
    "import_customer_changed": "مشتری این سفارش پیش‌تر {known} بود و در این خروجی {given} است؛ خروجی دفتر مرکزی پذیرفته شد.",
    "import_customer_differs": "«{heading}» در پرونده «{known}» است و در فایل «{given}»؛ مقدار پرونده نگه داشته شد.",
    "import_date_form": "تاریخ خوانده نشد: «{value}». نمونهٔ درست: ۱۴۰۵/۰۹/۰۱",
    "import_duplicate_conflict": (
        "همین شمارهٔ درخواست در ردیف {first_row} با داده‌های دیگری آمده است: «{heading}» آنجا «{first}» و اینجا «{second}» است؛ "
        "ردیف {first_row} ماند و این ردیف پذیرفته نشد."
    ),
    "import_duplicate_same": "تکرار ردیف {first_row} است بی هیچ تفاوتی؛ از آن گذشتیم.",
    "import_file_damaged": "فایل آسیب دیده است یا ناتمام دریافت شده و باز نمی‌شود. چیزی ذخیره نشد؛ خروجی را دوباره بگیرید.",
    "import_file_empty": "فایل خالی است. چیزی ذخیره نشد.",
    "import_file_password": "فایل رمز دارد و خوانده نمی‌شود. رمز را در اکسل بردارید و دوباره ذخیره کنید. چیزی ذخیره نشد.",
    "import_file_stray_cells": (
        "در گوشهٔ دوری از برگه خانه‌ای پر است و برگه را بی‌اندازه بزرگ کرده. "
        "ردیف‌ها و ستون‌های بیرون از جدول را پاک کنید. چیزی ذخیره نشد."
    ),
    "import_file_too_large": "فایل بسیار بزرگ است؛ آن را به چند فایل بخش کنید. چیزی ذخیره نشد.",
    "import_file_unknown": "این فایل نه برگهٔ اکسل (xlsx یا xls) است و نه جدول متنی (CSV). چیزی ذخیره نشد.",
    "import_file_unreadable": "فایل «{name}» پیدا نشد یا اجازهٔ خواندنش نیست. شاید در برنامهٔ دیگری باز است. چیزی ذخیره نشد.",
    "import_giver_same": "کد ملی صلح‌دهنده همان کد ملی مشتری است.",
    "import_header_unknown": (
        "سطر عنوان ستون‌ها پیدا نشد؛ در سی سطر نخست هیچ سطری عنوان‌های خروجی نمایندگی "
        "(مانند «شماره درخواست»، «شماره ملی»، «نام مشتری») را ندارد. چیزی ذخیره نشد."
    ),
    "import_kind_unknown": "نوع مشتری شناخته نشد: «{value}». حقیقی، حقوقی یا اتباع بنویسید.",
    "import_name_missing": "نام مشتری خالی است.",
    "import_national_code_missing": "کد ملی (یا شناسهٔ ملی) مشتری خالی است.",
    "import_number_form": "این شماره خوانده نشد: «{value}». شماره از حرف، رقم، / و - ساخته می‌شود.",
    "import_number_in_use": "شمارهٔ «{value}» پیش‌تر برای درخواست {other} ثبت شده است؛ دو سفارش نمی‌توانند یک شماره داشته باشند.",
    "import_remaining_differs": "ماندهٔ فایل {stated} ریال است ولی قیمت منهای تخفیف و دریافتی {computed} ریال می‌شود؛ حساب دفتر همین دومی است.",
    "import_request_number_missing": "شمارهٔ درخواست خالی است؛ بدون آن سفارش شناخته نمی‌شود.",
    "import_sheet_error": "فایل خطاها نوشته نشد: «{name}». شاید در اکسل باز است یا جایی برای نوشتن نیست؛ آنچه وارد شده سر جایش است.",
    "import_status_missing": "وضعیت قرارداد خالی است.",
    "import_status_unknown": "این وضعیت را دفتر مرکزی تعریف نکرده است: «{value}».",
    "import_text_too_long": "متن این خانه بسیار بلند است.",
    "import_year": "سال مدل خوانده نشد: «{value}». چهار رقم، مانند ۱۴۰۵ یا ۲۰۲۶.",
    "import_zeros_restored": "صفرهای آغاز کد که اکسل انداخته بود برگردانده شد: {restored}",
}

SENTENCES |= SERVICE_SENTENCES
