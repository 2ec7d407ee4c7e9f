"""Words of help: places in answers, steps of the slips, names of what was given."""

PLACEHOLDERS: dict[str, str] = {
    "شرکت": "name",
    "نام دیگر": "other_name",
    "تلفن": "phone",
    "شمارهٔ کوتاه": "short_phone",
    "سایت": "site",
    "سایت پرداخت": "payment_site",
}
"""Word in braces in a question or an answer -> the field of the company's settings that stands there."""

SLIP_TITLES: dict[str, str] = {
    "addresses": "نشانی‌های رسمی شرکت",
    "lottery": "راهنمای دیدن نتیجهٔ قرعه‌کشی",
}
STEPS: dict[str, tuple[str, ...]] = {
    "addresses": (
        "دوربین گوشی را روی رمزینه بگیرید، یا نشانی را حرف به حرف بنویسید.",
        "پرداخت تنها در نشانی پرداخت رسمی است؛ به پیوندی که در پیام می‌آید اعتماد نکنید.",
        "کارکنان نمایندگی هیچ رمزی از شما نمی‌پرسند.",
    ),
    "lottery": (
        "سامانهٔ یکپارچه را با گوشی یا رایانهٔ خودتان باز کنید.",
        (
            "کد ملی خود را بنویسید و با رمزی که آن‌جا گذاشته‌اید وارد شوید. رمز را تنها خودتان بنویسید و به هیچ‌کس نگویید؛ "
            "نمایندگی آن را نمی‌پرسد."
        ),
        "کد رهگیری برای دیدن نتیجه کافی نیست.",
        "در فهرست سفارش‌ها، وضعیت را بخوانید: برنده، رزرو یا انتخاب‌نشده.",
        "اگر می‌خواهید نتیجه در پروندهٔ شما یادداشت شود، آن را به کارشناس نشان دهید.",
    ),
}
"""Steps of a help slip by what it is about, one a line; samples until a manager confirms them."""
SLIP_SOURCE = "راهنمای باجه (نمونه)"
