"""Words frozen into papers when they are issued: lines of the calculation, papers to bring, consent.

The lists of papers to bring are samples («نمونه») after the practice of dealerships until a manager confirms them.
"""

LINE_LABELS: dict[str, str] = {
    "price": "قیمت مصوب",
    "discount": "تخفیف",
    "taxes": "مالیات و عوارض، بیمه و شماره‌گذاری",
    "insurance": "بیمه",
    "registration": "هزینهٔ شماره‌گذاری",
    "profit": "سود مشارکت",
    "received": "پیش‌پرداخت و واریزهای پیشین",
    "payment": "پرداخت‌های ثبت‌شده در نمایندگی",
}
"""Label by kind of ledger entry, in the order in which the letter lists them; a reversal joins the payments."""

OTHER_LINE = "سایر"

COMPANY_WORD = "شرکت"

HONORIFICS: dict[str, str] = {"female": "سرکار خانم", "male": "جناب آقای", "legal": COMPANY_WORD}

DOCUMENTS_TO_BRING: dict[str, tuple[str, ...]] = {
    "payment": (
        "اصل شناسنامه و کارت ملی",
        "اصل قرارداد",
        "اصل همین دعوتنامه",
        "فیش واریز",
        "در صورت مراجعهٔ وکیل: اصل وکالت‌نامه با تاریخ پایان",
    ),
    "delivery": (
        "اصل شناسنامه و کارت ملی",
        "قبض‌های تسویه‌شده",
        "اصل قرارداد",
        "گواهینامهٔ رانندگی",
        "در صورت مراجعهٔ وکیل: اصل وکالت‌نامه با تاریخ پایان",
    ),
}

CONSENT_VERSION = "نمونه ۱"
CONSENT_TEXT = (
    "درستی همهٔ آنچه در بالا آمده است را گواهی می‌کنم و می‌پذیرم که این نمایندگی آن را تنها برای ثبت درخواست، "
    "پیگیری سفارش و آگاه کردن من از وضعیت آن نگه دارد و برای شرکت سازنده بفرستد. شمارهٔ شبا از آن خود من است و "
    "هر مبلغ بازگشتی به همان واریز می‌شود. هر تغییر نشانی یا شمارهٔ همراه را بی‌درنگ آگاهی می‌دهم."
)
