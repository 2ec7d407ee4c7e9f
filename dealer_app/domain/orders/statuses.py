"""The table of statuses, and the function that puts an order's status into words for screen, phone and paper."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dealer_app.domain.calendar.jalali import format_jalali_day_month, format_jalali_long, is_in_calendar, to_jalali
from dealer_app.domain.money import format_rial
from dealer_app.domain.orders.ledger import Ledger
from dealer_app.domain.orders.orders import OrderFields, Status, StatusCard
from dealer_app.domain.persian import normalise, persian_digits
from resources.tables import read_table
from resources.texts import status as texts

_IN_PARENTHESES = re.compile(r"\((.*?)\)")
_SOON_DAYS = 7
_ASIDE_TONES = {"invitation_expired": "red", "void": "red"}
_DONE = "delivered"


@cache
def load_statuses() -> dict[str, Status]:
    """Return the table of statuses by name, in the sequence of an order's stages, the aside ones last."""
    rows = read_table("statuses")
    return {row["name"]: _status_of(row) for row in rows}


def _status_of(row: dict[str, str]) -> Status:
    return Status(row["code"], row["name"], row["stage"], row["spoken"], row["next_step"], row["is_aside"] == "1")


@cache
def _by_key() -> dict[str, Status]:
    statuses: dict[str, Status] = {}
    for name, status in load_statuses().items():
        inside = _IN_PARENTHESES.findall(name)
        for spelling in (name, _IN_PARENTHESES.sub("", name), *inside):
            statuses[normalise(spelling)] = status
    return statuses


def find_status(text: str) -> Status | None:
    """Return the status of a name in any spelling (Arabic letters, with or without ZWNJ), or None if it is unknown."""
    return _by_key().get(normalise(text))


def status_by_code(code: str) -> Status:
    """Return the status with a code of the table; raises KeyError for an unknown code."""
    return {status.code: status for status in load_statuses().values()}[code]


def current_status(fields: OrderFields) -> Status | None:
    """Return the order's status, or «withdrawn» if a withdrawal is noted before delivery; None if unknown."""
    status = find_status(fields.status)
    if fields.withdrawal_state and not (status and status.code == _DONE):
        return status_by_code("withdrawn")
    return status


@dataclass(frozen=True, slots=True)
class _Deadline:
    """The deadline that matters now, in words, with its urgency as a tone."""

    kind: str  # "pay", "invitation", "delivery", ""
    on: date | None = None
    days: int = 0  # until the date; negative once passed
    words: str = ""
    tone: str = "neutral"


_WORDS = {
    "pay": (texts.PAY_DAYS, texts.PAY_TODAY, texts.PAY_PASSED),
    "delivery": (texts.DELIVERY_DAYS, texts.DELIVERY_TODAY, texts.DELIVERY_LATE),
    "invitation": (texts.INVITATION_DAYS, texts.INVITATION_TODAY, texts.INVITATION_LATE),
}
_PASSED_TONE = {"pay": "red", "delivery": "red", "invitation": "amber"}


def _deadline(kind: str, on: date, today: date) -> _Deadline:
    days = (on - today).days
    before, same_day, after = _WORDS[kind]
    template = before if days > 0 else after if days else same_day
    tone = _PASSED_TONE[kind] if days < 0 else "amber" if kind == "pay" and days <= _SOON_DAYS else "neutral"
    return _Deadline(kind, on, days, template.format(days=persian_digits(str(abs(days)))), tone)


def _next_deadline(status: Status, fields: OrderFields, today: date, pay_by_on: date | None) -> _Deadline:
    """Return the first that applies: payment (``pay_by_on`` is None once paid), late car, invitation, delivery."""
    due = fields.delivery_due_on
    if status.is_aside or status.code == _DONE:
        return _Deadline("")
    if status.code == "invitation_issued" and pay_by_on:
        return _deadline("pay", pay_by_on, today)
    if due and due < today:
        return _deadline("delivery", due, today)
    if status.code == "invitation_awaited" and fields.invitation_due_on:
        return _deadline("invitation", fields.invitation_due_on, today)
    return _deadline("delivery", due, today) if due else _Deadline("")


def _templates(status: Status, ledger: Ledger, deadline: _Deadline) -> tuple[str, str]:
    if status.code == "invitation_issued" and ledger.principal.remaining <= 0:
        return texts.PAID_SPOKEN, texts.PAID_NEXT
    if deadline.kind == "pay" and deadline.days < 0:
        return texts.OVERDUE_SPOKEN, texts.OVERDUE_NEXT
    return status.spoken, status.next_step


def _day_words(day: date, today: date) -> str:
    """Return «چهارشنبه ۴ آذر», with the year if it is not the current one."""
    same_year = is_in_calendar(day) and is_in_calendar(today) and to_jalali(day)[0] == to_jalali(today)[0]
    return format_jalali_day_month(day) if same_year else format_jalali_long(day)


def status_card(
    fields: OrderFields,
    ledger: Ledger,
    today: date,
    *,
    pay_by_on: date | None = None,
    dealership_name: str = "",
    refusal: str = "",
) -> StatusCard:
    """Return the status of an order in words.

    ``pay_by_on`` is the last day of the latest invitation; ``dealership_name`` is given only if the customer must go
    to another dealership than this one. ``refusal`` is the code for which head office refused the order's request.
    """
    status = current_status(fields)
    if status is None:
        name = fields.status or texts.UNKNOWN_NAME
        return StatusCard(name, "", texts.UNKNOWN_SPOKEN, texts.UNKNOWN_NEXT, None, "", "amber")
    is_paid = ledger.principal.remaining <= 0
    deadline = _next_deadline(status, fields, today, None if is_paid else pay_by_on)
    words = {
        "deadline": _day_words(deadline.on, today) if deadline.kind == "pay" and deadline.on else texts.IN_INVITATION,
        "remaining": format_rial(max(ledger.principal.remaining, 0)),
        "dealership": dealership_name or texts.HERE,
    }
    spoken, next_step = (template.format_map(words) for template in _templates(status, ledger, deadline))
    spoken += _late_words(deadline, today) + _penalty_words(status, ledger) + _refusal_words(status, ledger, refusal)
    tone = _ASIDE_TONES.get(status.code, "green" if status.code == _DONE else deadline.tone)
    return StatusCard(status.name, status.stage, spoken, next_step, deadline.on, deadline.words, tone)


def _late_words(deadline: _Deadline, today: date) -> str:
    if deadline.kind != "delivery" or deadline.days >= 0 or deadline.on is None:
        return ""
    days = persian_digits(str(-deadline.days))
    return texts.LATE_SPOKEN.format(deadline=_day_words(deadline.on, today), days=days)


def _penalty_words(status: Status, ledger: Ledger) -> str:
    if status.is_aside or ledger.penalty.remaining <= 0:
        return ""
    return texts.PENALTY_SPOKEN.format(penalty=format_rial(ledger.penalty.remaining))


def _refusal_words(status: Status, ledger: Ledger, refusal: str) -> str:
    """Return why a request was refused, and that money already paid for a void order is kept for the customer."""
    why = texts.REFUSED_SPOKEN.format(why=texts.REFUSALS.get(refusal, refusal)) if refusal else ""
    held = -ledger.principal.remaining if status.code == "void" else 0
    return why + (texts.HELD_SPOKEN.format(held=format_rial(held)) if held > 0 else "")
