"""Words of the papers: letter, slips, receipt, registration confirmation."""

SAMPLE = "نمونه"
RIAL = "ریال"
IN_GOD = "بنام خدا"
LOGO = "ب"
BRANCH_CODE = "نمایندگی {code}"
BRANCH_UNKNOWN = "نمایندگی هنوز معرفی نشده است"
PHONE = "تلفن {phone}"
NUMBER, DATE, ATTACHMENT, NO_ATTACHMENT = "شماره", "تاریخ", "پیوست", "ندارد"
BILL_ATTACHED, BILLS_ATTACHED = "قبض", "{count} قبض"
PRINTED_BY, COUNTER = "چاپ: {name}", "پیشخوان {counter}"
COMPANY_PHONE = "تلفن شرکت {phone}"
PAGE = "صفحهٔ {page} از {pages}"
COPY = "رونوشت {number}"
INSPECTION, JOIN_MARKS = "بازرسی", " · "
AUTHENTIC = "اصالت‌سنجی"
AUTHENTIC_HINT = "این کد را هر پیشخوان نمایندگی، حتی بدون اینترنت، می‌سنجد."
STAMP_AND_SIGNATURE = "مهر و امضای نمایندگی"
SAMPLE_LETTER = "نمونه: این برگ سندیت ندارد."
SAMPLE_SLIP = "نمونه: این قبض پرداختنی نیست."

CUSTOMER, CAR, MODEL, CONTRACT, REQUEST = "مشتری", "خودرو", "مدل", "قرارداد", "درخواست"
IDENTITY_CODES = {10: "کد ملی", 11: "شناسهٔ ملی"}
OTHER_IDENTITY_CODE = "کد فراگیر"
LETTER_TITLES = {"payment": "دعوتنامهٔ تکمیل وجه", "delivery": "دعوتنامهٔ تحویل خودرو"}
CODE_IN_BRACKETS = "({label} {code})"
GREETING = "با سلام و احترام، "
FOLLOWING_CONTRACT, OF_REQUEST = "پیرو قرارداد شمارهٔ {contract}", "(درخواست {request})"
FOLLOWING_REQUEST = "پیرو درخواست شمارهٔ {request}"
INFORM = " به آگاهی می‌رساند خودروی "
READY_TO_ALLOT = " سفارش شما آمادهٔ تخصیص است. "
READY_TO_DELIVER = " سفارش شما آمادهٔ تحویل است. "
PLEASE_PAY_UNTIL, PLEASE_PAY = "خواهشمند است ماندهٔ وجه را تا پایان وقت اداری ", "خواهشمند است ماندهٔ وجه را "
WITH_BILL = " با شناسهٔ قبض و شناسهٔ پرداخت زیر واریز کنید و فیش آن را همراه مدارک به این نمایندگی بیاورید. "
WITHOUT_BILL = " با گرفتن قبض از این نمایندگی واریز کنید و فیش آن را همراه مدارک به نمایندگی بیاورید. "
AFTER_DEADLINE = "پس از این تاریخ، سود مشارکت محاسبه نمی‌شود و نوبت تخصیص تابع شرایط قرارداد خواهد بود."
PLEASE_COME_UNTIL, PLEASE_COME = "خواهشمند است تا ", "خواهشمند است "
COME = "با مدارک زیر در ساعت کار نمایندگی برای تحویل گرفتن خودرو مراجعه کنید. "
PLACE, HOURS = "محل تحویل: {address}. ", "ساعت کار: {hours}. "
SETTLE_FIRST = "تحویل پس از تسویهٔ ماندهٔ زیر انجام می‌شود."
DEADLINE_PASSED = "مهلت این دعوتنامه در {day} گذشته است. پیش از هر واریز با نمایندگی تماس بگیرید."
SALE_TYPE, PERMIT, DELIVERY_DUE = "نوع فروش", "مجوز {permit}", "موعد تحویل"
INVITATION_NUMBER, REQUEST_NUMBER = "شمارهٔ دعوتنامه", "شمارهٔ درخواست"
DESCRIPTION, AMOUNT_IN_RIAL = "شرح", "مبلغ (ریال)"
AMOUNT_DUE, NOTHING_DUE = "ماندهٔ قابل پرداخت", "مانده‌ای برای پرداخت نیست."
OVERPAID = "مانده‌ای نیست؛ {amount} ({words}) بستانکار"
PAY_UNTIL = "مهلت واریز"
BILL_ID, PAYMENT_ID = "شناسهٔ قبض", "شناسهٔ پرداخت"
WHERE_TO_PAY = "قابل پرداخت در خودپرداز، همراه‌بانک و شعبه‌ها"
PART = "قبض {part} از {parts}"
REMAINDER = "{amount} ریال کمتر از هزار ریال است، روی قبض نمی‌آید و در حساب سفارش می‌ماند."
DOCUMENTS = "مدارک لازم"

SLIP_CHIPS = {"principal": "تسویهٔ اصل", "penalty": "جریمه"}
SLIP_BANDS = {
    "principal": "اصل · این قبض بابت بهای خودرو است.",
    "penalty": "جریمه · این قبض تنها بابت جریمه است و از بدهی اصل نمی‌کاهد.",
}
SLIP_TITLES = {"principal": "قبض پرداخت اصل", "penalty": "قبض پرداخت جریمه"}
PAYER, AMOUNT, AMOUNT_PART = "پرداخت‌کننده", "مبلغ", "مبلغ (قبض {part} از {parts})"
IN_WORDS, DUE = "به حروف", "مهلت"
TOTAL = "جمع همهٔ قبض‌ها"
DUE_PASSED = "مهلت گذشته است"
SLIP_HINT = "خودپرداز، همراه‌بانک، شعبه.\nپس از پرداخت، فیش را به نمایندگی بیاورید تا رسید بگیرید."
STUB = "ته‌برگ نمایندگی"
BILL_SHORT, PAYMENT_SHORT = "قبض", "پرداخت"
RECEIVER_SIGNATURE = "امضای تحویل‌گیرنده:"

RECEIPT, REVERSAL = "رسید پرداخت", "سند برگشت پرداخت"
RECEIPT_CHIPS = {"principal": "بابت اصل", "penalty": "بابت جریمه"}
PAID, TAKEN_BACK = "مبلغ دریافت‌شده", "مبلغ برگشت‌خورده"
REVERSAL_NOTE = "این سند پرداختی را که پیش‌تر ثبت شده بود باطل می‌کند؛ رسید آن دیگر اعتبار ندارد."
METHOD, BANK_REFERENCE, PAID_ON = "روش پرداخت", "شمارهٔ پیگیری بانک", "تاریخ پرداخت"
METHODS = {
    "bill": "قبض",
    "deposit": "واریز به حساب",
    "card": "کارت‌خوان",
    "cheque": "چک",
    "imported": "واریزهای اعلام‌شدهٔ دفتر مرکزی",
}
REMAINING_PRINCIPAL, REMAINING_PENALTY = "ماندهٔ اصل پس از این پرداخت", "ماندهٔ جریمه پس از این پرداخت"
CASHIER_SIGNATURE, PAYER_SIGNATURE = "مهر و امضای صندوق", "امضای پرداخت‌کننده"
NOT_GIVEN = "—"

OFFICIAL_SITE, PAYMENT_SITE, UNIFIED_SITE = "سایت رسمی", "سایت رسمی پرداخت", "سامانهٔ یکپارچه"
CALL = "پاسخگویی {company}: {phone}، در ساعت اداری"
NO_SECRET = "هیچ‌کس در نمایندگی یا شرکت رمز شما را نمی‌پرسد."

REGISTRATION = "تأیید ثبت‌نام متقاضی"
REGISTRATION_INTRO = "آنچه در زیر آمده است از گفته و مدارک متقاضی ثبت شد. خواهشمند است بخوانید و پس از درستی امضا کنید."
CONSENT = "رضایت متقاضی"
CONSENT_VERSION = "متن رضایت، نسخهٔ {version}"
APPLICANT_SIGNATURE, CLERK_SIGNATURE = "نام و امضای متقاضی", "مهر و امضای کارشناس پذیرش"
KINDS = {"natural": "حقیقی", "legal": "حقوقی", "foreign": "تبعهٔ خارجی"}
GENDERS = {"female": "زن", "male": "مرد"}
SHEBA_OWN, SHEBA_NOT_OWN = "حساب به نام متقاضی است", "مالکیت حساب تأیید نشده است"
GROUP_PERSONAL, GROUP_CONTACT, GROUP_BANK, GROUP_JOB = "مشخصات", "تماس و نشانی", "حساب بانکی", "شغل و تحصیل"
FIELD_LABELS = {
    "kind": "نوع متقاضی",
    "national_code": "کد ملی یا شناسه",
    "given_name": "نام",
    "family_name": "نام خانوادگی",
    "company_name": "نام شرکت",
    "father_name": "نام پدر",
    "birth_on": "تاریخ تولد",
    "birth_certificate_number": "شمارهٔ شناسنامه",
    "birth_place": "محل صدور یا تولد",
    "gender": "جنسیت",
    "passport_number": "شمارهٔ گذرنامه",
    "representative_name": "نام نماینده",
    "representative_national_code": "کد ملی نماینده",
    "mobile": "تلفن همراه",
    "landline": "تلفن ثابت",
    "province": "استان",
    "city": "شهر",
    "postal_code": "کد پستی",
    "address": "نشانی",
    "sheba": "شبا",
    "bank_name": "بانک",
    "is_sheba_own": "مالک حساب",
    "job": "شغل",
    "workplace": "محل کار",
    "work_phone": "تلفن محل کار",
    "education": "تحصیلات",
    "note": "یادداشت",
    "customer_name": "نام مشتری",
    "car": "خودرو",
    "color": "رنگ",
    "label": "شرح محاسبه",
    "name": "نام نمایندگی",
    "hours": "ساعت کار نمایندگی",
    "documents_to_bring": "مدارک لازم",
    "consent_text": "متن رضایت",
    "printed_by": "نام چاپ‌کننده",
    "counter": "نام پیشخوان",
    "sale_type": "نوع فروش",
    "bank_reference": "شمارهٔ پیگیری بانک",
}
"""Name of a field as the registration confirmation and the complaint of a missing letter say it."""
OTHER_FIELD = "نوشته"

VISIT_SLIP = "برگهٔ مراجعه"
VISITOR, VISIT_STATUS, VISIT_TIME = "مراجع", "وضعیت سفارش", "ساعت"
VISIT_FROM_TO = "{start} تا {end}"
VISIT_SPOKEN, VISIT_NEXT, VISIT_ASKED = "آنچه گفته شد", "گام بعد", "پرسش مراجع"
VISIT_SEEN, VISIT_COPIED, VISIT_MISSING = "دیده شد", "کپی گرفته شد", "دفعهٔ بعد بیاورید"
VISIT_NOTHING_MISSING = "همهٔ مدارک این کار کامل است."
VISIT_LIST_SAMPLE = "فهرست مدارک نمونه است و مدیر هنوز آن را تأیید نکرده است."
VISIT_HANDED, VISIT_NOTHING_HANDED = "به مراجع تحویل شد", "چیزی تحویل نشد"
VISIT_PROXY = "وکیل: {name}، کد ملی {code}؛ وکالت‌نامهٔ {number}، دفترخانهٔ {notary}، تا پایان روز {day}"
VISIT_ELSEWHERE = "این سفارش در نمایندگی {place} ثبت شده است؛ به این دلیل در اینجا پاسخ داده شد: {reason}"
VISIT_SIGNATURE = "امضای مراجع"
BROCHURE = "برگهٔ معرفی طرح فروش"
DATA_AT = "داده‌ها تا"
DUE_AT_REQUEST = "هنگام ثبت درخواست"
PLAN_FACTS = "مشخصات طرح"
PAID_WHEN = "کی چه مبلغی پرداخت می‌شود (برای ثبت در {day})"
WHEN = "موعد"
DATA_NOTE = "این برگه تعهدآور نیست و از داده‌های {at} است؛ پیش از ثبت، اعتبار طرح را دوباره بپرسید. منبع: {source}"
PLAN_LABELS = {
    "price": "قیمت",
    "total": "جمع پرداخت",
    "delivery": "تحویل",
    "until": "اعتبار تا",
    "participation": "سود مشارکت",
    "withdrawal": "انصراف",
    "late": "دیرکرد",
    "transfer": "صلح",
    "circular": "بخشنامه",
    "groups": "گروه‌ها",
    "buyer_conditions": "شرایط خریدار",
    "pledge": "رهن سند",
    "color_rule": "انتخاب رنگ",
    "costs": "هزینه‌های قانونی",
    "conditions": "شرایط",
}

ADDRESS_TITLE = "نشانی نمایندگی"
DEALERSHIP_CODE = "کد نمایندگی"
MAP_HINT = "مسیر: با دوربین گوشی"
HOURS_UNKNOWN = "ثبت نشده است؛ پیش از رفتن زنگ بزنید."
PHONE_HOURS = "پاسخ تلفن"
SERVICES = "خدمات"
HOLIDAY_HINT = "در تعطیلی‌های رسمی بسته است؛ پیش از رفتن زنگ بزنید."
SOURCE = "منبع"
VALID_FROM = "معتبر از"

DEADLINES, DEADLINES_COUNT = "فهرست سررسیدها", "تعداد"
DEADLINES_ALL, DEADLINES_KINDS, DEADLINES_BACKWARD = "همهٔ مهلت‌ها", "همهٔ نوع‌ها", "از آخرین روز"
DEADLINE_GROUPS = {"late": "گذشته", "today": "امروز", "soon": "تا {days} روز دیگر"}
DEADLINES_NONE = "در این بخش سررسیدی نیست."
DEADLINES_CUT = "این برگه {count} مورد نخست است؛ فهرست ادامه دارد."
DEADLINES_NOTE = "برای کار همین روز پیشخوان است و سند نیست؛ نام مشتری دارد، پس از کار از میان برده شود."
