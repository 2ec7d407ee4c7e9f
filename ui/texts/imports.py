"""Texts of the import of a dealer export."""

TITLE = "ورود داده"
HEADING = "ورود خروجی نمایندگی"
HINT = "فایل xlsx یا CSV دفتر مرکزی را اینجا رها کنید، یا برگزینید."
HINT_MORE = "نخست آزمایش می‌شود و چیزی ذخیره نمی‌شود؛ هر ردیف نپذیرفته با دلیلش نشان داده می‌شود."
CHOOSE = "برگزیدن فایل"
CHOOSE_OTHER = "فایل دیگر"
FILTER = "خروجی نمایندگی (*.xlsx *.xls *.csv)"
TESTING = "آزمایش «{name}»…"
IMPORTING = "ورود «{name}»…"
PROGRESS = "{done} از {total} ردیف"
STOP = "توقف"
STOPPING = "پس از این دسته می‌ایستد…"
STOPPED = "پس از {rows} ردیف متوقف شد؛ {count} سفارش تازه و {updated} به‌روزشده مانده است. «وارد کن» همین فایل را ادامه می‌دهد و چیزی را دو بار نمی‌کند."
TEST_STOPPED = "آزمایش پس از {rows} ردیف متوقف شد؛ چیزی ذخیره نشده است."
TESTED = "آزمایش تمام شد؛ هنوز چیزی ذخیره نشده است."
DONE = "ورود تمام شد."
DONE_NOTE = "{count} سفارش تازه وارد شد"
NOTHING_NEW = "همهٔ ردیف‌ها از پیش بوده‌اند؛ چیزی تغییر نمی‌کند."
IMPORT = "وارد کن"
AMOUNTS_ARE_RIGHT = "هشدارهای مبلغ را دیدم؛ مبلغ‌ها درست است"
SHEET = "برگهٔ خطا (xlsx)"
SHEET_TITLE = "ذخیرهٔ برگهٔ خطا"
SHEET_NAME = "خطاهای {name}.xlsx"
SHEET_FILTER = "Excel (*.xlsx)"
SHEET_SAVED = "برگهٔ خطا ذخیره شد: {name}"
COUNTS = (
    ("present", "ردیف"),
    ("accepted", "سفارش تازه"),
    ("updated", "به‌روز"),
    ("unchanged", "بی‌تغییر"),
    ("repeated", "تکراری"),
    ("mended", "اصلاح‌شده"),
    ("warned", "هشدار"),
    ("refused", "نپذیرفته"),
    ("left_out", "سفارش نیست"),
)
COLUMNS = ("ردیف", "نتیجه", "ستون", "دلیل", "مقدار")
KINDS = {"refused": "نپذیرفته", "warned": "هشدار", "mended": "اصلاح شد", "left_out": "سفارش نیست"}
ROW_OF_SHEET = "{row} · {sheet}"
TABLE = "ردیف‌هایی که باید دید"
NOTHING_TO_SEE = "هیچ ردیفی هشدار یا خطا ندارد."
