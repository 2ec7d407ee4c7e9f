"""Define the input of the demo's day; the people are fictional."""

PIN = "222222"
ANSWERS = (
    ("", "0790419904", "محمدرضا", "چگینی", "حسین", "۱۳۶۴/۰۲/۱۱", "۱۲۳۴", "رفسنجان", ""),
    ("09133456789", "03432114450", "7618934511", "", "رفسنجان", "خیابان شهدا، کوچهٔ ۱۲، پلاک ۷، واحد ۲"),
    ("820540102680020817909002", " "),
    ("آموزگار", "", "", "", ""),
)
SEARCHED = "نوری فر"
FOUND = "زهرا نوری‌فر"
AMOUNT = "2000000000"
REFERENCE = "981245"
CALLER = ("R2606100412", "۰۴۹۹۳۷۰۸۹۹")
CALL_FACTS = {"mobile": "۲۵۸۰", "birth": "۱۳۶۴/۰۲/۱۱", "car": "J7", "city": "کرمان", "father": "علی"}
"""The visitor's answer to each fact of the gate."""
CALL_NOTES = ("می‌پرسد رسید واریز را کجا بفرستد", "گفته شد هنگام مراجعه همراه بیاورد")
CALL_BACK = ("فردا", "۱۰:۳۰", "", "")
"""Day, time, owner and subject of the promised call-back."""
VISIT_PURPOSE = "تکمیل"
PLAN_CAR = "J7"
ORDER = ("۰۷۹۰۴۱۹۹۰۴", "سفید")
DONE = "نمایش به پایان رسید: {count} کاغذ و تصویر در {folder}"
DISPUTED = (
    ("city", "کرمان", "یزد"),
    (
        "address",
        "کرمان، بلوار جمهوری اسلامی، کوچهٔ ۱۲، پلاک ۴۵، طبقهٔ سوم، واحد ۷",
        "کرمان، خیابان استقلال، روبه‌روی بانک، پلاک ۱۲۰",
    ),
    ("birth_on", "1980-03-21", "1981-03-21"),
)
"""Fields that two fictional counters wrote differently: (field, head office's value, the other)."""
ASKED = "تا کی باید باقی‌ماندهٔ وجه را واریز کنم؟"
HANDED = ("دعوتنامه",)
PAPERS_SEEN = {"دعوتنامه (اصل)": "seen", "قرارداد (اصل)": "copied", "کارت ملی (اصل)": "seen"}
WAITING = (("complaint", "سعید ذاکری"), ("registration", ""), ("status", "شرکت سپهر یزدانی"))
CALL_ASKED = "می‌پرسد چرا چک دوم او واگذاری مجدد می‌خواهد"
CALL_ANSWERED = "گفته شد پس از پرداخت این قسط، واگذاری ممکن است"
CALL_WRONG = {"mobile": "0001", "birth": "1301/01/01", "car": "X9", "city": "بم", "father": "ایرج"}
"""Wrong answers to each fact of the gate."""
CALL_PROMISED = (
    (-27, "علی ثابتی", "پیگیری قطعات"),
    (9, "پریسا گودرزی", "مهلت واریز"),
    (158, "محمد صادقی", "تمدید وکالت"),
)
"""Minutes from now until each fictional call-back, its name and what it is about."""
NO_DEALERSHIP, WRONG_HOURS = "ژژ", "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵"
ATTACHED = ("روی کارت", "دفترخانهٔ ۷", "پرداخت هفتم آذر")
"""Notes of made-up attachments: an identity paper, a power of attorney, a bank slip."""
ALLOWED_BECAUSE = "برای بانک خواسته است"
WITHDRAWN_BECAUSE = "تار است؛ دوباره می‌آورد"
