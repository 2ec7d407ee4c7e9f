"""Names of the issuer's codes, as error sentences say them, and the words that settings begin with."""

CODES: dict[str, str] = {
    "company_code": "کد شرکت",
    "service_type": "رقم نوع خدمت",
    "principal_period": "دورهٔ قبض اصل",
    "penalty_period": "دورهٔ قبض جریمه",
}

ACCOUNTS: dict[str, str] = {"principal": "اصل", "penalty": "جریمه"}

LONGEST_PAUSE_SOURCE = "بیش از تعطیلات نوروز و تابستان، کمتر از یک سال اشتباه (نمونه)"
INVITATION_PAY_SOURCE = "راهنمای سامانهٔ یکپارچه، تنها یک منبع (نمونه)"
PHONE_SOURCE = "مقالهٔ ۱۴۰۲/۰۶/۲۱: ساعت اداری، به جز تعطیلات؛ ساعت‌ها نمونه است"
