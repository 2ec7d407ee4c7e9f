"""Texts of the attachments of a file."""

from resources.texts.timeline import ATTACHMENTS

LOADING = "در حال خواندن پیوست‌ها…"
TITLE = "پیوست‌ها · {name}"
HEADING = "پیوست‌های {name}"
KINDS = tuple(ATTACHMENTS.items())
KIND, NOTE = "چه مدرکی", "یادداشت (اختیاری)"
ADD, PASTE = "افزودن فایل", "چسباندن"
PASTE_ATTACHMENT = "چسباندن در پیوست‌ها"
ATTACH_SLIP, ATTACH_PAPER, ATTACH_RESULT = "پیوست فیش بانکی", "پیوست مدرک", "پیوست نتیجه"
ADD_HINT = "عکس JPEG، تصویر PNG یا PDF؛ فایل را اینجا هم می‌توانید رها کنید. نام دوربین و جای عکس نگه داشته نمی‌شود."
CHOOSE, FILTER = "فایل پیوست را برگزینید", "عکس و PDF (*.jpg *.jpeg *.png *.pdf);;همهٔ فایل‌ها (*)"
PREPARING = "در حال آماده کردن «{name}»…"
PASTED = "تصویر چسبانده"
NOT_ADDED = "«{name}» پیوست نشد. {why}"
NO_PICTURE = "در حافظهٔ چسباندن عکسی نیست؛ نخست عکس یا فایل را رونوشت کنید."
ADDED = "پیوست شد: {kind}"
LIST = "فهرست پیوست‌ها"
EMPTY, EMPTY_HINT = "هنوز چیزی پیوست نشده است", "فیش، مدرک هویت یا وکالت‌نامه را با Ctrl+O یا Ctrl+V بیفزایید."
CHOSEN, NOTHING_CHOSEN = "پیوست برگزیده", "پیوستی را از فهرست برگزینید؛ Enter آن را نشان می‌دهد."
SHOW, COPY, SAVE, WITHDRAW = "نمایش", "رونوشت تصویر", "ذخیرهٔ فایل", "کنار گذاشتن"
REASON = "دلیل کنار گذاشتن (در پرونده می‌ماند)"
HIDDEN = "برای دیدن محتوا «نمایش» را بزنید؛ در سابقه می‌ماند که چه کسی دید."
OPENING = "در حال باز کردن…"
COPIED = "تصویر رونوشت شد؛ پس از چسباندن، چیز دیگری رونوشت کنید."
SAVED = "پیوست ذخیره شد: {name}"
SAVE_TO, SAVE_NAME = "پیوست کجا ذخیره شود؟", "{kind}-{day}.{ending}"
WITHDRAWN_NOW = "پیوست کنار گذاشته شد و با دلیلش در پرونده می‌ماند."
BY = "{day} · {name}"
BY_NOBODY = "{day}"
STATES = {
    "withdrawn": "کنار گذاشته: {reason}",
    "queued": "در صف دفتر مرکزی",
    "missing": "محتوا هنوز نرسیده",
    "": "",
}
FACTS = "{size} · {pages} صفحه"
FACTS_OF_PICTURE = "{size} · {sides}"
SIDES = "{width}×{height}"
KILOBYTES, MEGABYTES = "{n} کیلوبایت", "{n} مگابایت"
SUBJECTS = {"order": "دربارهٔ سفارش", "payment": "دربارهٔ پرداخت", "visit": "دربارهٔ مراجعه", "help": "دربارهٔ راهنمایی"}
BETWEEN, COMMA, DECIMAL = " · ", "، ", "٫"
