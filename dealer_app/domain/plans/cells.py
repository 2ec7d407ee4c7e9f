"""Read the parts of a plan from the texts of a sheet; each function raises FieldError with the reason."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from dealer_app.domain.calendar.jalali import parse_jalali, parse_written
from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import group_digits, parse_rial
from dealer_app.domain.persian import normalise, persian_digits
from dealer_app.domain.plans.checks import (
    LONGEST_TERM_DAYS,
    LONGEST_TERM_MONTHS,
    MOST_CAPACITY,
    MOST_INSTALMENTS,
    MOST_RATE,
    MOST_TRANSFERS,
    RATE_PLACES,
)
from dealer_app.domain.plans.plans import PlanStage, StageEvent
from resources.texts import plan_cells as texts
from resources.texts.sentences import signs

Kind = TypeVar("Kind", bound=StrEnum)
_RATE = re.compile(r"(\d{1,3})(?:[./\u066b,](\d{1,6}))?\s*[%\u066a]?")
_COUNT = re.compile(r"\d{1,7}")
_TERM = re.compile(rf"(\d{{1,4}}) ?({texts.DAY}|{texts.MONTH})(?: ?{texts.LATER})?")
_MOMENT = re.compile(
    rf"(?P<day>\S.*?)(?: |t)(?:{texts.HOUR} ?)?(?P<hour>\d{{1,2}})(?::(?P<minute>\d{{2}})(?::00(?:\.0+)?)?)?"
)
_LAST_HOUR, _LAST_MINUTE = 24, 59
_FIRST_GREGORIAN: Final = 1600  # no Jalali year of this calendar is so high


def read_word(text: str, words: Mapping[str, str], kind: type[Kind], field: str) -> Kind | None:
    """Return the value that a word of the sheet names, None for an empty cell; FieldError ``plan_word`` (known)."""
    key = normalise(text)
    if not key:
        return None
    known = {normalise(word): value for word, value in words.items()}
    if key not in known:
        raise FieldError("plan_word", field, value=text.strip()[:40], known=texts.OR.join(dict.fromkeys(words)))
    return kind(known[key])


def read_rate(text: str, field: str, *, is_monthly: bool = False) -> Decimal | None:
    """Return an exact rate in percent, None for an empty cell.

    Raises FieldError ``plan_rate`` or ``plan_rate_small``: a yearly rate below one percent is a percent cell of a
    spreadsheet (0.26), which could mean two rates.
    """
    key = normalise(text)
    if not key or key in texts.UNKNOWN:
        return None
    if key in texts.NONE:
        return Decimal(0)
    found = _RATE.fullmatch(key)
    rate = Decimal(f"{found[1]}.{found[2] or 0}") if found else MOST_RATE
    if found is None or rate >= MOST_RATE or len((found[2] or "").rstrip("0")) > RATE_PLACES:
        raise FieldError("plan_rate", field, value=text.strip()[:40])
    if 0 < rate < 1 and not is_monthly:
        raise FieldError("plan_rate_small", field, value=persian_digits(text.strip()[:40]))
    return Decimal(f"{rate.normalize():f}")


def read_share(text: str, field: str) -> tuple[Decimal | None, bool]:
    """Return a share in percent (None for «what remains») and whether it is of the price at that stage.

    Raises FieldError ``plan_share`` or ``plan_rate_small``.
    """
    key = normalise(text)
    if not key or key in texts.REST:
        return None, False
    is_of_day = any(key.endswith(mark) for mark in texts.OF_DAY)
    for mark in texts.OF_DAY:
        key = key.removesuffix(mark).strip()
    found = _RATE.fullmatch(key)
    share = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(0)
    if not 0 < share <= MOST_RATE or (found is not None and len((found[2] or "").rstrip("0")) > RATE_PLACES):
        raise FieldError("plan_share", field, value=text.strip()[:40])
    if share < 1:
        raise FieldError("plan_rate_small", field, value=persian_digits(text.strip()[:40]))
    return Decimal(f"{share.normalize():f}"), is_of_day


def read_count(text: str, field: str, most: int) -> int | None:
    """Return a whole number from 0 to ``most``, None for an empty cell; FieldError ``plan_count`` (most)."""
    key = normalise(text)
    if not key:
        return None
    if key in texts.NONE:
        return 0
    found = _COUNT.fullmatch(key)
    if found is None or int(key) > most:
        raise FieldError("plan_count", field, value=text.strip()[:40], most=group_digits(most))
    return int(key)


def read_capacity(text: str) -> int | None:
    """Return a capacity in cars; an empty cell has no limit."""
    return read_count(text, "capacity", MOST_CAPACITY)


def read_transfers(text: str) -> int | None:
    """Return how often a contract may go to another person."""
    key = normalise(text)
    return texts.TIMES[key] if key in texts.TIMES else read_count(text, "transfers", MOST_TRANSFERS)


def read_instalment_count(text: str) -> int | None:
    """Return the number of instalments."""
    return read_count(text, "instalment_count", MOST_INSTALMENTS)


def read_amount(text: str, field: str) -> Rial | None:
    """Return an amount in Rial above zero, None for an empty cell; FieldError of ``parse_rial`` or ``plan_zero``."""
    if not text.strip():
        return None
    try:
        amount = parse_rial(text)
    except FieldError as error:
        raise error.at(field) from None
    if not amount:
        raise FieldError("plan_zero", field)
    return amount


def read_term(text: str) -> tuple[int | None, int | None]:
    """Return a term of delivery as (days, months) of the calendar, (None, None) for an empty cell.

    Raises FieldError ``plan_term``.
    """
    key = normalise(text)
    if not key:
        return None, None
    found = _TERM.fullmatch(key)
    if found is not None:
        count, is_month = int(found[1]), found[2] == texts.MONTH
        if count <= (LONGEST_TERM_MONTHS if is_month else LONGEST_TERM_DAYS):
            return (None, count) if is_month else (count, None)
    raise FieldError("plan_term", "delivery", value=text.strip()[:40])


def read_day(text: str, today: date, field: str) -> date | None:
    """Return a day, None for an empty cell; FieldError ``date_…`` at ``field``."""
    if not text.strip():
        return None
    try:
        return _day_of(text, today)
    except FieldError as error:
        raise error.at(field) from None


def read_moment(text: str, today: date, field: str, *, is_end: bool) -> datetime | None:
    """Return the moment (UTC) that a plan opens or closes: «1405/09/12», «1405/09/12 18», «1405/09/12 18:30».

    A day without an hour begins at its first moment and ends at its last. Raises FieldError ``date_…``, ``plan_hour``.
    """
    key = normalise(text).replace(signs.COMMA, " ").strip()
    if not key:
        return None
    found = _MOMENT.fullmatch(key)
    day = _try_day(found["day"], today) if found else None
    if found is not None and day is not None:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    else:
        day, hour, minute = read_day(key, today, field) or today, _LAST_HOUR if is_end else 0, 0
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute):
        raise FieldError("plan_hour", field, value=text.strip()[:40])
    return start_of(day) + timedelta(hours=hour, minutes=minute)


def read_stage(when: str, share: str, amount: str, today: date, number: int) -> PlanStage | None:
    """Return stage ``number`` of a sheet, None if its three cells are empty.

    ``when``: «ثبت درخواست», «قرارداد», a day, «90 روز», «دعوتنامه», «تحویل». Raises FieldError at the wrong cell:
    ``plan_stage_when``, ``plan_stage_two_sums``, those of ``read_share`` and ``read_amount``.
    """
    names = {part: f"stage{number}_{part}" for part in ("when", "share", "amount")}
    if not (when.strip() or share.strip() or amount.strip()):
        return None
    percent, is_of_day = read_share(share, names["share"])
    rial = read_amount(amount, names["amount"])
    if percent is not None and rial is not None:
        raise FieldError("plan_stage_two_sums", names["amount"])
    event, on, after = _when(when, today, names["when"])
    return PlanStage(event, on, after, percent, rial, is_of_day)


def _when(text: str, today: date, field: str) -> tuple[StageEvent, date | None, int]:
    key = normalise(text)
    known = {normalise(word): value for word, value in texts.EVENTS.items()}
    if key in known:
        return StageEvent(known[key]), None, 0
    term = _TERM.fullmatch(key)
    if term is not None and term[2] == texts.DAY and 0 < int(term[1]) <= LONGEST_TERM_DAYS:
        return StageEvent.AFTER, None, int(term[1])
    try:
        return StageEvent.DAY, _day_of(key, today), 0
    except FieldError:
        raise FieldError("plan_stage_when", field, value=text.strip()[:40]) from None


def _try_day(text: str, today: date) -> date | None:
    try:
        return _day_of(text, today)
    except FieldError:
        return None


def _day_of(text: str, today: date) -> date:
    """Return a day of the Jalali calendar, or of a date cell, which a sheet gives in ISO form."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return parse_jalali(text, today)
    return parse_written(text) if day.year > _FIRST_GREGORIAN else parse_jalali(text, today)
