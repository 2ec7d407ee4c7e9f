"""Words about the newest known backup, for a database that cannot be opened."""

NEWEST = "آخرین نسخهٔ پشتیبان «{path}» از روز {day} است؛ متخصص رایانه با فرمان restore از آن بازگردانی کند."
NOT_THERE = "آخرین نسخهٔ پشتیبان روز {day} در «{path}» نوشته شد و اکنون آنجا نیست؛ آن را بیاورید و با فرمان restore بازگردانی کنید."
NONE_KNOWN = (
    "نشانی هیچ نسخهٔ پشتیبانی در این پوشه ثبت نشده است؛ نسخه‌ای را که جای دیگری دارید بیاورید و با فرمان restore"
    " بازگردانی کنید."
)
