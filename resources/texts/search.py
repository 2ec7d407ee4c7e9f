"""Words of the search box: why a hit matched, and how a hit is summed up."""

WHY: dict[str, str] = {
    "national_code": "کد ملی",
    "legal_id": "شناسهٔ ملی",
    "foreign_code": "کد فراگیر",
    "passport": "شمارهٔ گذرنامه",
    "mobile": "شمارهٔ همراه",
    "request": "شمارهٔ درخواست",
    "contract": "شمارهٔ قرارداد",
    "invitation": "شمارهٔ دعوتنامه",
    "bill": "شناسهٔ قبض",
    "vin": "شمارهٔ شاسی",
    "name": "نام: {words}",
    "visit": "شمارهٔ برگهٔ مراجعه",
    "question": "پرسش و پاسخ",
}
"""Reason by kind of key; the reason of a name holds the matched words as the file spells them."""

PREFIX_WHY = "آغاز {what}"
SUMMARY = "{car} · {status}"
NO_ORDER = "بدون سفارش"
