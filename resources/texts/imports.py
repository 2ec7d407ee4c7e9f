"""Words of an import: its error sheet and the names of what happened to a row."""

ERROR_SHEET_NAME = "خطاها و هشدارها"
ERROR_SHEET_HEADINGS = ("ردیف در فایل", "نتیجه", "ستون", "مقدار", "دلیل")
REFUSED, WARNED, MENDED, LEFT_OUT = "پذیرفته نشد", "هشدار", "اصلاح شد", "سفارش نیست"

NAMELESS_COLUMN = "ستون {letters} (بی‌عنوان)"
SHEET_HIDDEN = "برگهٔ پنهان است و خوانده نشد."
SHEET_NO_TABLE = "سطر عنوان خروجی نمایندگی ندارد و خوانده نشد."
SHEET_COLUMNS_MISSING = "این ستون‌ها را ندارد و خوانده نشد: {columns}"
SHEET_LEFT_OUT = "برگهٔ «{name}» ({rows} ردیف): {why}"
UNKNOWN_COLUMNS = "این ستون‌ها شناخته نشد و خوانده نشد: {columns}"
SCALED = "مبلغ‌های {columns} به «{unit}» بود و در {factor} ضرب شد تا ریال شود."
HIDDEN_READ = "همهٔ برگه‌های این فایل پنهان است؛ برگهٔ پنهان «{name}» خوانده شد."
IN_SHEET = "برگهٔ «{sheet}»، ردیف {row}"
ROW_OF_SHEET = "{row} برگهٔ «{sheet}»"
BLANK_OR_ZERO = "خالی یا صفر"
BROKE_OFF = "خواندن فایل پس از {rows} ردیف به جای آسیب‌دیده‌ای رسید و ایستاد. آنچه تا آنجا پذیرفته شد ذخیره شده است؛ فایل درست را دوباره بدهید، چیزی دو بار نمی‌شود."
