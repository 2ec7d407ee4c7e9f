"""Sentences of what only the screen can meet: printers, files the clerk chose, scans in the wrong field."""

SCREEN_SENTENCES: dict[str, str] = {
    "amount_is_scan": "این یک بارکد است، نه مبلغ؛ مبلغ را با صفحه‌کلید بنویسید.",
    "field_required": "این خانه را پر کنید.",
    "file_not_saved": "فایل «{name}» ذخیره نشد: {said}. جای دیگری را برگزینید؛ همین کاغذ هنوز اینجاست.",
    "paper_not_shown": "کاغذ نمایش داده نشد: {said}. سطر آن در دفتر هست و از رویدادها دوباره باز می‌شود.",
    "passphrase_short": "گذرواژهٔ بازیابی دست‌کم ۱۲ نویسه باشد؛ چند واژه که به یادتان می‌ماند.",
    "pin_not_same": "دو رمز یکی نیستند؛ همان رمز را دوباره بنویسید.",
    "printer_none": "چاپگری برگزیده نشده است. چاپگر را برگزینید یا PDF را ذخیره کنید؛ کاغذ همین‌جا مانده است.",
    "printer_refused": "چاپگر «{printer}» نپذیرفت: {said}. چیزی چاپ نشد؛ کاغذ همین‌جا مانده است و PDF آن را می‌توان ذخیره کرد.",
    "printer_silent": "چاپگر «{printer}» پس از {seconds} ثانیه پاسخ نداد. روشن بودن و کابلش را ببینید؛ کاغذ همین‌جا مانده است.",
    "printer_unknown": "چاپگر «{printer}» روی این رایانه نیست. چاپگر دیگری برگزینید؛ کاغذ همین‌جا مانده است.",
    "workdays_range": "شمار روزهای کاری از ۱ تا ۶۰ است.",
}
