"""Words that a sheet of plans may hold, normalised where the reader compares them so."""

CHANNELS = {
    "سامانهٔ یکپارچه": "unified",
    "سامانه یکپارچه": "unified",
    "یکپارچه": "unified",
    "فروش مستقیم": "direct",
    "مستقیم": "direct",
    "فروش اقساطی": "instalment",
    "اقساطی": "instalment",
}
METHODS = {
    "فروش فوری": "immediate",
    "فوری": "immediate",
    "پیش‌فروش قطعی": "firm_pre_sale",
    "پیش‌فروش عادی": "pre_sale",
    "پیش‌فروش": "pre_sale",
    "مشارکت در تولید": "participation",
    "فروش ویژه": "special",
    "فروش محدود": "special",
    "فروش اقساطی": "instalment",
    "اقساطی": "instalment",
}
PRICE_KINDS = {"قطعی": "firm", "علی‌الحساب": "of_day", "قیمت روز": "of_day", "غیرقطعی": "of_day"}
EVENTS = {
    "ثبت درخواست": "request",
    "ثبت‌نام": "request",
    "ثبت نام": "request",
    "قرارداد": "contract",
    "عقد قرارداد": "contract",
    "دعوتنامه": "invitation",
    "دعوت‌نامه": "invitation",
    "تحویل": "delivery",
}
NONE = frozenset({"ندارد", "خیر", "نه", "صفر"})
UNKNOWN = frozenset({"-", "نامشخص"})
REST = frozenset({"باقی", "باقیمانده", "باقی مانده", "مانده", "الباقی"})
OF_DAY = ("قیمت روز", "روز", "قیمت مرحله")
TIMES = {"یک بار": 1, "یکبار": 1, "دو بار": 2, "دوبار": 2}
DAY, MONTH, HOUR, LATER = "روز", "ماه", "ساعت", "بعد"
OR = "، "
