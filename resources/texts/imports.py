"""Words of an import: its error sheet and the names of what happened to a row."""

ERROR_SHEET_NAME = "خطاها و هشدارها"
ERROR_SHEET_HEADINGS = ("ردیف در فایل", "نتیجه", "ستون", "مقدار", "دلیل")
REFUSED, WARNED, MENDED = "پذیرفته نشد", "هشدار", "اصلاح شد"
