"""Sentences of the status card that depend on days and money, beside those of ``tables/statuses.csv``."""

HERE = "همین نمایندگی"
IN_INVITATION = "پایان مهلت نوشته‌شده در دعوتنامه"
UNKNOWN_SPOKEN = "وضعیت این سفارش در این پیشخوان شناخته نیست؛ پیش از پاسخ، آن را از دفتر مرکزی بپرسید."
UNKNOWN_NEXT = "پرسیدن وضعیت از دفتر مرکزی."
UNKNOWN_NAME = "نامشخص"

PAID_SPOKEN = "دعوتنامهٔ شما صادر شده و وجه آن کامل پرداخت شده است؛ اکنون در انتظار تأیید مالی است."
PAID_NEXT = "تا تأیید مالی کاری لازم نیست؛ فیش واریز را نگه دارید."
OVERDUE_SPOKEN = "مهلت واریز دعوتنامهٔ شما {deadline} پایان یافته است؛ پیش از هر واریز با {dealership} هماهنگ کنید."
OVERDUE_NEXT = "هماهنگی با {dealership} پیش از واریز {remaining} ریال."
LATE_SPOKEN = " موعد تحویل شما {deadline} بوده و {days} روز از آن گذشته است؛ می‌توانید خسارت دیرکرد را درخواست کنید."
PENALTY_SPOKEN = " {penalty} ریال جریمه هم دارید که با قبض جدا پرداخت می‌شود."

PAY_DAYS = "{days} روز تا پایان مهلت واریز"
PAY_TODAY = "امروز آخرین روز واریز است"
PAY_PASSED = "{days} روز از مهلت واریز گذشته است"
DELIVERY_DAYS = "{days} روز تا موعد تحویل"
DELIVERY_TODAY = "امروز موعد تحویل است"
DELIVERY_LATE = "{days} روز دیرکرد تحویل"
INVITATION_DAYS = "{days} روز تا موعد صدور دعوتنامه"
INVITATION_TODAY = "امروز موعد صدور دعوتنامه است"
INVITATION_LATE = "{days} روز از موعد صدور دعوتنامه گذشته است"
REFUSED_SPOKEN = " دفتر مرکزی درخواست را نپذیرفت: {why}."
HELD_SPOKEN = " {held} ریالی که پرداخته‌اید نزد شرکت است و به شما برمی‌گردد یا به سفارش دیگری می‌رود."
REFUSALS = {
    "by_person": "پس از بررسی رد شد",
    "plan_closed": "طرح هنگام ثبت بسته بود",
    "plan_differs": "قیمت یا شرایط طرح چیز دیگری است",
    "plan_full": "ظرفیت طرح پر شده بود",
    "plan_incomplete": "قیمت طرح اعلام نشده است",
    "plan_not_yet": "طرح هنوز باز نشده بود",
    "plan_unknown": "دفتر مرکزی این طرح را نداشت",
    "plan_withdrawn": "دفتر مرکزی این طرح را پس گرفته است",
}
