"""The parts of a plan in Persian words, for screens and papers alike."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.moments import clock_words
from dealer_app.domain.calendar.tehran import local_day, local_time
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans.plans import PlanDetails, PlanFields, PlanState, StageEvent, state_of
from dealer_app.domain.plans.schedule import PlanPayment, delivery_day, is_open_ended, total_of
from resources.texts import plans as texts
from resources.texts.sentences import signs

_ONE_SECOND = timedelta(seconds=1)


def percent_words(value: Decimal) -> str:
    """Return «۲٫۷۱٪» of an exact number of percent."""
    plain = f"{value.normalize():f}"
    return f"{persian_digits(plain).replace('.', signs.DECIMAL_MARK)}{signs.PERCENT}"


def price_words(fields: PlanFields) -> str:
    """Return «قطعی ۱۲٬۹۵۰٬۰۰۰٬۰۰۰», or that no price was announced."""
    if fields.price <= 0:
        return texts.NO_PRICE
    return f"{texts.PRICE_KINDS[fields.price_kind.value]} {format_rial(fields.price)}"


def total_words(fields: PlanFields) -> str:
    """Return what is paid in all, and that the rest follows the day of the invitation if it does."""
    total = format_rial(total_of(fields))
    return texts.TOTAL_OPEN.format(total=total) if is_open_ended(fields) else total


def term_words(fields: PlanFields) -> str:
    """Return «۱۲ ماه», «۹۰ روز» or "" for a plan without a term."""
    parts = [
        texts.MONTHS.format(count=persian_digits(str(fields.delivery_months))) if fields.delivery_months else "",
        texts.DAYS.format(count=persian_digits(str(fields.delivery_days))) if fields.delivery_days else "",
    ]
    return texts.AND.join(filter(None, parts))


def delivery_words(fields: PlanFields, day: date) -> str:
    """Return «حداکثر ۱۲ ماه: ۱۴۰۶/۰۹/۰۶» for an order of ``day``."""
    last = delivery_day(fields, day)
    if last is None:
        return texts.NOT_STATED
    return (
        texts.DELIVERY.format(term=term_words(fields), day=format_jalali(last)) if term_words(fields) else texts.AT_ONCE
    )


def rate_words(rate: Decimal | None, period: str, note: str = "") -> str:
    """Return «۲۶٪ سالانه»; ``period`` is «سالانه» or «ماهانه», ``note`` what the circular adds."""
    if rate is None:
        words = "" if note else texts.NOT_STATED
    else:
        words = texts.RATE.format(rate=percent_words(rate), period=period) if rate else texts.NONE
    return texts.NOTED.format(words=words, note=note) if words and note else words or note


def participation_words(fields: PlanFields) -> str:
    """Return the yearly participation profit."""
    return rate_words(fields.participation_rate, texts.YEARLY)


def withdrawal_words(fields: PlanFields) -> str:
    """Return the yearly profit of a withdrawal and its note."""
    return rate_words(fields.withdrawal_rate, texts.YEARLY, fields.withdrawal_note)


def late_words(fields: PlanFields) -> str:
    """Return the monthly rate of late delivery and its note."""
    return rate_words(fields.late_rate, texts.MONTHLY, fields.late_note)


def transfer_words(fields: PlanFields) -> str:
    """Return how often the contract may go to another person."""
    count = fields.transfers
    known = texts.TRANSFERS[count] if count is not None and count < len(texts.TRANSFERS) else ""
    if count is not None and not known:
        known = texts.MANY_TRANSFERS.format(count=persian_digits(str(count)))
    if fields.transfer_note:
        return texts.NOTED.format(words=known, note=fields.transfer_note) if known else fields.transfer_note
    return known or texts.NOT_STATED


def payment_words(payment: PlanPayment) -> str:
    """Return when one payment is due: «هنگام ثبت درخواست», «قسط ۳: ۱۴۰۶/۰۱/۰۶»."""
    if payment.instalment:
        day = format_jalali(payment.on) if payment.on else texts.NOT_STATED
        return texts.INSTALMENT.format(n=persian_digits(str(payment.instalment)), day=day)
    if payment.event in {StageEvent.DAY, StageEvent.AFTER} and payment.on is not None:
        return format_jalali(payment.on)
    return texts.EVENTS[payment.event.value]


def amount_words(payment: PlanPayment) -> str:
    """Return the amount of one payment; one that follows the price of its day says so."""
    amount = format_rial(payment.amount)
    return texts.AMOUNT_OPEN.format(amount=amount) if payment.is_open else amount


def closing_words(at: datetime) -> str:
    """Return «۱۴۰۵/۰۹/۱۲ ساعت ۱۸», or only the day if a plan closes at its end."""
    local = local_time(at)
    if (local.hour, local.minute) == (0, 0):
        return format_jalali(local_day(at - _ONE_SECOND))
    hour = persian_digits(str(local.hour)) if not local.minute else clock_words(at)
    return texts.AT_HOUR.format(day=format_jalali(local_day(at)), hour=hour)


def opening_words(at: datetime) -> str:
    """Return «۱۴۰۵/۰۹/۰۱ ساعت ۸», or only the day if a plan opens at its beginning."""
    local = local_time(at)
    return format_jalali(local_day(at)) if (local.hour, local.minute) == (0, 0) else closing_words(at)


def validity_words(plan: PlanDetails, now: datetime) -> str:
    """Return until when a plan can be ordered and how many cars are left: «تا ۱۴۰۵/۰۹/۱۲ ساعت ۱۸ · مانده ۳۸»."""
    fields, state = plan.fields, state_of(plan.fields, now, plan.ordered)
    if state is PlanState.CLOSED and fields.closes_at is not None:
        return texts.CLOSED_ON.format(at=closing_words(fields.closes_at))
    if state is PlanState.NOT_YET and fields.opens_at is not None:
        return texts.OPENS_ON.format(at=opening_words(fields.opens_at))
    if state in {PlanState.FULL, PlanState.INCOMPLETE}:
        return texts.STATES[state.value]
    until = texts.UNTIL.format(at=closing_words(fields.closes_at)) if fields.closes_at else texts.UNTIL_FULL
    left = "" if plan.left is None else texts.LEFT.format(count=persian_digits(str(plan.left)))
    return texts.DOT.join(filter(None, (until, left, *fields.groups)))
