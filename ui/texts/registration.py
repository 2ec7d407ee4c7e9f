"""Texts of the registration form."""

TITLE_NEW = "ثبت‌نام تازه"
TITLE_EDIT = "ویرایش {name}"
SECTIONS = {
    "identity": "هویت",
    "contact": "تماس و نشانی",
    "bank": "بانک",
    "job": "شغل و تحصیلات",
    "review": "بازخوانی و چاپ",
}
SECTION_DONE = "{section}، کامل"
SECTION_WRONG = "{section}، نیاز به اصلاح"
SECTION_LIST = "بخش‌های فرم"

KIND = "نوع متقاضی"
KINDS = (("natural", "شخص حقیقی"), ("legal", "شخص حقوقی"), ("foreign", "اتباع خارجی"))
GIVEN_NAME = "نام"
FAMILY_NAME = "نام خانوادگی"
COMPANY_NAME = "نام شرکت یا مؤسسه"
FATHER_NAME = "نام پدر"
BIRTH_ON = "تاریخ تولد"
BIRTH_CERTIFICATE = "شمارهٔ شناسنامه"
BIRTH_PLACE = "محل تولد"
GENDER = "جنسیت"
GENDERS = (("", "انتخاب نشده"), ("female", "زن"), ("male", "مرد"))
PASSPORT = "شمارهٔ گذرنامه"
REPRESENTATIVE_NAME = "نام نماینده"
REPRESENTATIVE_CODE = "کد ملی نماینده"
PROVINCE = "استان"
CITY = "شهر"
ADDRESS = "نشانی"
BANK_UNKNOWN = "پس از شبا پر می‌شود"
IS_SHEBA_OWN = "صاحب حساب خود متقاضی است؛ از او پرسیدم"
JOB = "شغل"
WORKPLACE = "محل کار"
WORK_PHONE = "تلفن محل کار"
EDUCATION = "تحصیلات"
EDUCATIONS = (
    ("", "انتخاب نشده"),
    ("زیر دیپلم", "زیر دیپلم"),
    ("دیپلم", "دیپلم"),
    ("کاردانی", "کاردانی"),
    ("کارشناسی", "کارشناسی"),
    ("کارشناسی ارشد", "کارشناسی ارشد"),
    ("دکتری", "دکتری"),
)
NOTE = "یادداشت"
NOTE_HINT = "سطر تازه با Ctrl+Enter"

NEXT = "ادامه"
BACK = "برگشت"
SAVE_AND_PRINT = "ثبت و چاپ تأییدیه"
SAVE_ONLY = "ثبت بدون چاپ"
SAVE_EDIT = "ذخیرهٔ ویرایش"
SAVING = "در حال ثبت…"
READ_BACK = "برای مراجع بخوانید"
READ_BACK_HINT = "هر سطر را بخوانید؛ اگر نادرست است، بخش آن را از فهرست باز کنید."
NOT_GIVEN = "داده نشده: {labels}"
COMMA = "، "
YES = "بله"


KNOWN_CODE = "این کد پرونده دارد: {name}"
OPEN_FILE = "دیدن پرونده"
SIMILAR_TITLE = "شاید همین شخص باشد"
SIMILAR_REASON = "{reasons} یکسان است؛ تنها هشدار است."
SIMILAR_REASONS = {"mobile": "همراه", "name": "نام"}
SIMILAR_NONE_TITLE = "پروندهٔ همانندی نیست"
SIMILAR_NONE = "اگر همراه یا نام با پرونده‌ای یکی باشد، همین‌جا گفته می‌شود."
SIMILAR_CODE = "کد ملی {code} · {city}"
KNOWN_TITLE = "پروندهٔ همین کد: {name}"
DIFFERENCE_HEADS = ("در پرونده", "نوشته‌شده")
DIFFERENCE = "{label}، {head}: {value}"
DIFFERENCE_NONE = "داده نشده"
DIFFERENCES_NONE = "آنچه تا این‌جا نوشته شده با پرونده یکی است."
OTHER_PERSON = "شخص دیگری است"
NEEDED_TITLE = "خانه‌های لازم"
NEEDED_SAMPLE = " (نمونه؛ تا تأیید مدیر)"
ACTIVATION_TITLE = "فعال‌سازی"
ACTIVATION_WAITS = "پس از ثبت خواسته می‌شود"
ACTIVATION_WORDS = (
    "کد فعال‌سازی را دفتر مرکزی پیامک می‌کند و در پرونده سنجیده می‌شود؛ ثبت‌نام همین حالا کامل و چاپ‌شدنی است."
)

SAVED_NEW = "ثبت‌نام {name} انجام شد"
OPENED_KNOWN = "این کد از پیش پرونده داشت؛ همان پرونده باز شد"
SAVED_EDIT = "ویرایش {name} ذخیره شد"
UNDO = "برگردان"
UNDONE = "ویرایش برگردانده شد"
AND = " و "
