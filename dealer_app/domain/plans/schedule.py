"""Work out what the buyer of a plan pays and when, in whole Rial, and until when the car is delivered.

A share of the price is rounded down to whole Rial; the last stage of a plan whose shares make the whole price takes
the Rials that rounding left.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile

from dealer_app.domain.calendar.jalali import from_jalali, month_length, to_jalali
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.plans.plans import PlanFields, PlanStage, PriceKind, StageEvent

_WHOLE = Decimal(100)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PlanPayment:
    """One payment of a plan; ``on`` is None if only the event is known.

    ``is_open``: the amount may change, because it follows the price of its day. ``instalment``: 1 for the first one,
    0 for a stage.
    """

    event: StageEvent
    on: date | None
    amount: Rial
    is_open: bool = False
    instalment: int = 0


def add_months(day: date, months: int) -> date:
    """Return the same day of the month so many Jalali months later, at most the last day of that month.

    Raises FieldError ``date_year`` outside the calendar.
    """
    year, month, in_month = to_jalali(day)
    years, month_index = divmod(month - 1 + months, _MONTHS)
    year, month = year + years, month_index + 1
    first = from_jalali(year, month, 1)
    return first + timedelta(days=min(in_month, month_length(year, month)) - 1)


def share_of(price: int, share: Decimal) -> Rial:
    """Return ``share`` percent of ``price`` Rial, rounded down to whole Rial."""
    return Rial(int(price * share // _WHOLE))


def list_payments(fields: PlanFields, day: date) -> tuple[PlanPayment, ...]:
    """Return what is paid for a plan that is ordered on ``day``: its stages, then its instalments."""
    return (*_stage_payments(fields, day), *_instalments(fields, day))


def stage_amounts(fields: PlanFields) -> tuple[Rial, ...]:
    """Return the amount of each stage in Rial, as far as today's price tells; a rest is never below zero."""
    amounts = [_amount(fields, stage) for stage in fields.stages]
    for at, stage in enumerate(fields.stages):
        if stage.is_rest:
            amounts[at] = Rial(max(fields.price - sum(amounts) - _financed(fields), 0))
    shares = [stage.share for stage in fields.stages]
    if shares and None not in shares and sum(filter(None, shares)) == _WHOLE:
        amounts[-1] = Rial(amounts[-1] + fields.price - sum(amounts))
    return tuple(amounts)


def due_today(fields: PlanFields) -> Rial:
    """Return what is due at the request: the stages of that event, or the first stage if none names it."""
    amounts = stage_amounts(fields)
    first = [amount for amount, stage in zip(amounts, fields.stages, strict=True) if stage.event is StageEvent.REQUEST]
    if first:
        return Rial(sum(first))
    return fields.price if not fields.stages and fields.instalments is None else Rial(sum(amounts[:1]))


def total_of(fields: PlanFields) -> Rial:
    """Return the sum of all stages and instalments in Rial, at today's price."""
    stages = stage_amounts(fields) or ((fields.price,) if fields.instalments is None else ())
    return Rial(sum(stages) + _financed(fields))


def is_open_ended(fields: PlanFields) -> bool:
    """Return whether the total follows a price that is not known yet."""
    return fields.price_kind is PriceKind.OF_DAY or any(stage.is_of_stage_price for stage in fields.stages)


def delivery_day(fields: PlanFields, day: date) -> date | None:
    """Return the last day of delivery of a plan ordered on ``day`` (calendar days), None if the plan states none."""
    if fields.delivery_months is None and fields.delivery_days is None:
        return None
    later = add_months(day, fields.delivery_months or 0)
    return later + timedelta(days=fields.delivery_days or 0)


def months_between(first: date, last: date) -> int:
    """Return how many whole Jalali months lie between two days, never below zero."""
    if last <= first:
        return 0
    guess = max(0, (last - first).days // 31 - 1)
    later = takewhile(lambda count: add_months(first, count) <= last, range(guess + 1, guess + 60))
    return max((guess, *later))


def _stage_payments(fields: PlanFields, day: date) -> tuple[PlanPayment, ...]:
    amounts = stage_amounts(fields)
    if not fields.stages and fields.instalments is None:
        return (PlanPayment(StageEvent.REQUEST, day, fields.price),)
    floating = _floating_stages(fields)
    return tuple(
        PlanPayment(stage.event, _stage_day(fields, stage, day), amount, is_open=at in floating)
        for at, (stage, amount) in enumerate(zip(fields.stages, amounts, strict=True))
    )


def _floating_stages(fields: PlanFields) -> set[int]:
    """Return the places of the stages that follow the price of their day.

    In a plan at the price of the day one takes the difference: the rest, or the last stage after the request.
    """
    of_stage = {at for at, stage in enumerate(fields.stages) if stage.is_of_stage_price}
    if fields.price_kind is not PriceKind.OF_DAY:
        return of_stage
    later = [at for at, stage in enumerate(fields.stages) if stage.event is not StageEvent.REQUEST]
    rests = {at for at in later if fields.stages[at].is_rest}
    return of_stage | rests or set(later[-1:])


def _instalments(fields: PlanFields, day: date) -> tuple[PlanPayment, ...]:
    plan = fields.instalments
    if plan is None:
        return ()
    start = plan.first_on or add_months(day, plan.interval_months)
    return tuple(
        PlanPayment(StageEvent.DAY, add_months(start, at * plan.interval_months), plan.amount, instalment=at + 1)
        for at in range(plan.count)
    )


def _financed(fields: PlanFields) -> int:
    return 0 if fields.instalments is None else fields.instalments.count * fields.instalments.amount


def _amount(fields: PlanFields, stage: PlanStage) -> Rial:
    if stage.amount is not None:
        return stage.amount
    return Rial(0) if stage.share is None else share_of(fields.price, stage.share)


def _stage_day(fields: PlanFields, stage: PlanStage, day: date) -> date | None:
    if stage.event is StageEvent.REQUEST:
        return day
    if stage.event is StageEvent.AFTER:
        return day + timedelta(days=stage.after_days)
    try:
        return delivery_day(fields, day) if stage.event is StageEvent.DELIVERY else stage.on
    except FieldError:
        return None
