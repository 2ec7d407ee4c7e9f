"""The Persian sentences of what paper cannot be made of, by code."""

PAPER_SENTENCES: dict[str, str] = {
    "paper_barcode_digits": "رقم‌های بارکد کامل نیست؛ قبض چاپ نشد.",
    "paper_glyph_missing": "نویسهٔ «{char}» ({code}) در {label} با قلم نامه‌ها چاپ نمی‌شود؛ آن را درست کنید.",
    "paper_too_long": "یکی از نوشته‌های این برگ از یک صفحه بلندتر است؛ کوتاهش کنید.",
}
