"""Find what is wrong with a plan, which refuses it, and what is doubtful, which a manager confirms."""

from collections.abc import Iterator
from decimal import Decimal

from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import MAX_RIAL, check_ceiling, format_rial
from dealer_app.domain.orders.prices import is_far
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans.plans import PlanFields, PlanStage, PriceKind
from dealer_app.domain.plans.schedule import due_today, stage_amounts, total_of
from dealer_app.domain.registration import LONGEST_LINE

MOST_STAGES = 6
MOST_INSTALMENTS = 120
MOST_CAPACITY = 1_000_000
MOST_RATE, RATE_PLACES = Decimal(100), 4
LONGEST_TERM_DAYS, LONGEST_TERM_MONTHS = 2_000, 60
MOST_TRANSFERS = 9
_TWICE = 2
MOST_GROUPS, LONGEST_GROUP = 12, 100


def check_plan(fields: PlanFields) -> None:
    """Raise FieldErrors' first error of a plan: see ``list_errors``."""
    for error in list_errors(fields):
        raise error


def list_errors(fields: PlanFields) -> Iterator[FieldError]:
    """Yield what refuses a plan, each at its field.

    ``plan_code_empty``, ``plan_name_empty``, ``plan_price_zero``, ``plan_version``, ``plan_window``,
    ``plan_two_rests``, ``plan_first_stage_zero``, ``plan_due_zero`` (nothing is due at the request),
    ``amount_too_large``, ``plan_groups_many``, ``plan_text_long``; ``plan_car_long``, because an order has car and trim
    in one line.
    """
    if not fields.code:
        yield FieldError("plan_code_empty", "code")
    if not fields.name:
        yield FieldError("plan_name_empty", "name")
    if len(fields.groups) > MOST_GROUPS:
        yield FieldError("plan_groups_many", "groups", most=persian_digits(str(MOST_GROUPS)))
    if any(len(group) > LONGEST_GROUP for group in fields.groups):
        yield FieldError("plan_text_long", "groups", most=persian_digits(str(LONGEST_GROUP)))
    if len(fields.car) + len(fields.trim) + 1 > LONGEST_LINE:
        yield FieldError("plan_car_long", "trim", most=persian_digits(str(LONGEST_LINE - 1)))
    if fields.version < 1:
        yield FieldError("plan_version", "version")
    if fields.price <= 0:
        yield FieldError("plan_price_zero", "price")
        return
    if fields.opens_at is not None and fields.closes_at is not None and fields.closes_at <= fields.opens_at:
        yield FieldError("plan_window", "closes_at")
    if sum(stage.is_rest for stage in fields.stages) > 1:
        yield FieldError("plan_two_rests", "stages")
    yield from _amount_errors(fields)


def list_doubts(fields: PlanFields, usual: float = 0) -> tuple[FieldError, ...]:
    """Return the doubts about a plan; ``usual`` is the median price in Rial of other plans of the same car, 0: unknown.

    ``plan_shares``: the shares of a plan without a rest are not the whole. ``plan_sum_differs``: stages and instalments
    do not make the price, with the difference; a sale by instalments may cost more, never less. Of what it costs more:
    ``plan_instalment_high`` (one instalment is above the price), ``plan_stages_whole`` (the stages alone are it),
    ``plan_total_high`` (it costs twice the price or more), with the difference.
    ``plan_total_differs``: they do not make the total that the circular states. ``plan_price_far``: the price is far
    from the usual one (newspapers mix up Rial and Toman by ten).
    """
    return tuple(_doubts(fields, usual))


def _doubts(fields: PlanFields, usual: float) -> Iterator[FieldError]:
    total = total_of(fields)
    shares = [stage.share for stage in fields.stages]
    has_only_shares = bool(shares) and None not in shares and fields.instalments is None
    if has_only_shares and sum(filter(None, shares)) != MOST_RATE:
        summed = sum(filter(None, shares), Decimal(0))
        yield FieldError("plan_shares", "stages", is_warning=True, sum=_percent(summed))
    elif _is_sum_wrong(fields, total):
        yield _differs("plan_sum_differs", total, fields.price)
    yield from _dear(fields, total)
    if fields.stated_total is not None and fields.stated_total != total:
        yield _differs("plan_total_differs", total, fields.stated_total)
    if is_far(fields.price, usual):
        given = {"price": format_rial(fields.price), "usual": format_rial(round(usual))}
        yield FieldError("plan_price_far", "price", is_warning=True, **given)


def _is_sum_wrong(fields: PlanFields, total: int) -> bool:
    """Return whether the payments do not make the price."""
    if fields.instalments is not None:
        return total < fields.price
    is_of_day = fields.price_kind is PriceKind.OF_DAY
    return total > fields.price if is_of_day else total != fields.price


def _dear(fields: PlanFields, total: int) -> Iterator[FieldError]:
    """Yield the doubt about instalments that cost too much: a sum in Toman taken for Rial, or the reverse."""
    instalments = fields.instalments
    if instalments is None:
        return
    if instalments.amount > fields.price:
        yield _differs("plan_instalment_high", instalments.amount, fields.price, "instalments")
    elif sum(stage_amounts(fields)) >= fields.price:
        yield _differs("plan_stages_whole", total, fields.price)
    elif total >= _TWICE * fields.price:
        yield _differs("plan_total_high", total, fields.price)


def _differs(code: str, total: int, stated: int, field: str = "stages") -> FieldError:
    given = {"sum": format_rial(total), "stated": format_rial(stated), "difference": format_rial(abs(total - stated))}
    return FieldError(code, field, is_warning=True, **given)


def _amount_errors(fields: PlanFields) -> Iterator[FieldError]:
    try:
        check_ceiling(fields.price, "price")
        check_ceiling(total_of(fields), "stages")
    except FieldError as error:
        yield error
        return
    amounts = stage_amounts(fields)
    if amounts and amounts[0] <= 0:
        yield FieldError("plan_first_stage_zero", "stages")
    elif due_today(fields) <= 0:
        yield FieldError("plan_due_zero", "stages")


def is_stage(stage: PlanStage) -> bool:
    """Return whether the parts of a stage belong together: a day for a day, days for a term, one kind of sum."""
    has_day, has_days = stage.on is not None, stage.after_days > 0
    is_placed = has_day == (stage.event.value == "day") and has_days == (stage.event.value == "after")
    is_share = stage.share is None or 0 < stage.share <= MOST_RATE
    is_sum = stage.amount is None or 0 < stage.amount <= MAX_RIAL
    return is_placed and is_share and is_sum and (stage.share is None or stage.amount is None)


def _percent(value: Decimal) -> str:
    from dealer_app.domain.plans.words import percent_words

    return percent_words(value)
