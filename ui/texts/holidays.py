"""Texts of the holidays in the settings."""

TITLE = "سال {year}: {count} روز تعطیل"
YEAR = "سال {year}"
DAY, NAME, KIND, WHY = "روز", "مناسبت", "این روز", "از کجا می‌دانید"
WHY_HINT = "مانند «اعلام هیئت دولت، ۸ آذر»؛ با نام شما نگه داشته می‌شود."
KINDS = (("holiday", "تعطیل است"), ("estimated", "تعطیل است (برآورد)"), ("workday", "تعطیل نیست"))
SAVE = "ثبت این روز"
SAVED = "روز ثبت شد."
FILL = "آوردن روزها از تقویم برنامه"
UNKNOWN = "تعطیلی‌های سال {year} در این باجه کامل نیست؛ تا آن وقت هیچ روزی از آن سال بی‌تعطیلی شمرده نمی‌شود."
ESTIMATED = "برآورد"
STRUCK = "تعطیل نیست"
NAMELESS = "بی‌مناسبت"
ORIGINS = {"solar": "هر سال همین روز", "library": "تقویم برنامه", "manager": "مدیر", "hub": "دفتر مرکزی"}
BY = "مدیر: {name}"
