"""The purposes of a visit, in the order in which the screen lists them."""

PURPOSES: dict[str, str] = {
    "status": "پیگیری خودرو",
    "payment": "تکمیل وجه و تحویل فیش",
    "delivery": "تحویل خودرو",
    "registration": "خرید تازه و ثبت‌نام",
    "withdrawal": "انصراف",
    "reassignment": "واگذاری (صلح)",
    "complaint": "شکایت",
    "other": "کار دیگر",
}
NO_LIST_SOURCE = "برای این کار هنوز فهرستی نیست"
