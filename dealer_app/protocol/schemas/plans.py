"""Declare the fields of a sale plan, for the rows that head office publishes and the orders that counters make."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta

from dealer_app.domain.plans.checks import (
    LONGEST_TERM_DAYS,
    LONGEST_TERM_MONTHS,
    MOST_CAPACITY,
    MOST_INSTALMENTS,
    MOST_TRANSFERS,
    is_stage,
)
from dealer_app.domain.plans.plans import (
    Channel,
    Method,
    PlanFields,
    PlanInstalments,
    PlanStage,
    PriceKind,
    StageEvent,
)
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.people import whole

HIGHEST_VERSION = 9_999


def _count(least: int, most: int) -> Any:  # noqa: ANN401 - a type as data
    return Annotated[int, Meta(ge=least, le=most)]


def _count_or_none(most: int) -> Field:
    return Field(_count(0, most) | None)


def _one_of_or_none(*words: str) -> Field:
    field = v.one_of(*words)
    return Field(field.type | None)


def _wrong_stage(stage: dict[str, Any]) -> str:
    """Return the field of a stage whose parts do not belong together."""
    day = None if stage.get("on") is None else date.fromisoformat(stage["on"])
    share = None if stage.get("share") is None else Decimal(stage["share"])
    made = PlanStage(StageEvent(stage["event"]), day, stage.get("after_days", 0), share, stage.get("amount"))
    return "" if is_stage(made) else "event"


_STAGE = Record(
    whole(
        PlanStage,
        {
            "event": v.one_of(*StageEvent),
            "on": v.DAY_OR_NONE,
            "after_days": Field(_count(0, LONGEST_TERM_DAYS)),
            "share": v.PERCENT_OR_NONE,
            "amount": v.AMOUNT_OR_NONE,
            "is_of_stage_price": v.FLAG,
        },
    ),
    _wrong_stage,
)
_INSTALMENTS = Record(
    whole(
        PlanInstalments,
        {
            "count": Field(_count(1, MOST_INSTALMENTS)),
            "amount": v.AMOUNT_TAKEN,
            "interval_months": Field(_count(1, 12)),
            "first_on": v.DAY_OR_NONE,
            "needs_cheque": v.FLAG,
        },
    )
)
PLAN = Record(
    whole(
        PlanFields,
        {
            **dict.fromkeys(("name", "circular", "car", "trim", "model_year", "source"), v.LINE),
            **dict.fromkeys(("withdrawal_note", "late_note", "transfer_note", "pledge", "color_rule"), v.LINE),
            **dict.fromkeys(("buyer_conditions", "costs", "conditions"), v.PROSE),
            **dict.fromkeys(("participation_rate", "withdrawal_rate", "late_rate"), v.PERCENT_OR_NONE),
            **dict.fromkeys(("opens_at", "closes_at"), v.MOMENT_OR_NONE),
            "code": v.NUMBER_GIVEN,
            "version": Field(_count(1, HIGHEST_VERSION)),
            "channel": _one_of_or_none(*Channel),
            "method": _one_of_or_none(*Method),
            "price_kind": v.one_of(*PriceKind),
            "price": v.AMOUNT_TAKEN,
            "stages": Field(list, of=_STAGE, is_list=True),
            "instalments": Field(dict, of=_INSTALMENTS, is_nullable=True),
            "stated_total": v.AMOUNT_OR_NONE,
            "delivery_days": _count_or_none(LONGEST_TERM_DAYS),
            "delivery_months": _count_or_none(LONGEST_TERM_MONTHS),
            "transfers": _count_or_none(MOST_TRANSFERS),
            "groups": v.LINES,
            "capacity": _count_or_none(MOST_CAPACITY),
        },
    )
)
"""One version of a plan, as ``freeze`` writes it."""
