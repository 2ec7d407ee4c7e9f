"""Write the sale plans of the demo: open, closing soon, full and closed ones; all dates are relative to today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.ids import PlanId, Rial
from dealer_app.domain.plans.plans import (
    Channel,
    Method,
    PlanFields,
    PlanInstalments,
    PlanStage,
    PriceKind,
    StageEvent,
)
from dealer_app.services.plans.records import record_of
from dealer_app.store.core.unit import Unit
from resources.texts import demo as words

_AT_ONCE = (PlanStage(StageEvent.REQUEST, share=Decimal(100)),)


def write_plans(unit: Unit) -> None:
    """Write every plan of the demo as head office would publish it."""
    for fields in _plans(unit):
        unit.session.add(record_of(PlanId(uuid7()), fields, "hub", unit.now - timedelta(hours=18)))
    unit.session.flush()


def _plans(unit: Unit) -> Iterator[PlanFields]:
    today = unit.today
    opens, evening = start_of(today - timedelta(days=12)), timedelta(hours=18)
    circular = words.PLAN_CIRCULAR
    shared = PlanFields("", 1, "", circular, source=words.PLAN_SOURCE, opens_at=opens, groups=(words.PLAN_GROUPS[0],))
    for at, (car, list_price) in enumerate(words.PLAN_CARS):
        price, code = Rial(list_price), 27 + 10 * at
        of_car = replace(shared, car=car, model_year=words.PLAN_YEAR, buyer_conditions=words.PLAN_BUYER)
        yield replace(
            of_car,
            code=f"KM-{code}",
            name=words.PLAN_NAMES[0].format(car=car),
            channel=Channel.UNIFIED,
            method=Method.PRE_SALE,
            price_kind=PriceKind.OF_DAY,
            price=price,
            stages=(
                PlanStage(StageEvent.REQUEST, share=Decimal(42)),
                PlanStage(StageEvent.AFTER, after_days=150, share=Decimal(20)),
                PlanStage(StageEvent.INVITATION),
            ),
            delivery_months=12,
            participation_rate=Decimal(26),
            withdrawal_rate=Decimal(20),
            withdrawal_note=words.PLAN_WITHDRAWAL,
            late_rate=Decimal("2.71"),
            transfers=1,
            capacity=38 + at,
            closes_at=start_of(today + timedelta(days=11 + at)) + evening,
        )
        yield replace(
            of_car,
            code=f"KM-{code + 4}",
            name=words.PLAN_NAMES[1].format(car=car),
            channel=Channel.DIRECT,
            method=Method.FIRM_PRE_SALE,
            price=Rial(price + 850_000_000),
            stages=_AT_ONCE,
            delivery_months=9,
            participation_rate=Decimal("20.5"),
            withdrawal_rate=Decimal("17.5"),
            withdrawal_note=words.PLAN_WITHDRAWAL,
            late_rate=Decimal("2.5"),
            transfers=0,
            capacity=12,
        )
        yield replace(
            of_car,
            code=f"KM-{code - 9 + at}",
            name=words.PLAN_NAMES[2].format(car=car),
            channel=Channel.INSTALMENT,
            method=Method.INSTALMENT,
            price=Rial(price + 150_000_000),
            stages=(PlanStage(StageEvent.REQUEST, share=Decimal(30)),),
            instalments=PlanInstalments(4, Rial((price * 86 // 100) // 4 // 1_000_000 * 1_000_000), 3),
            delivery_days=90,
            participation_rate=Decimal(0),
            withdrawal_note=words.PLAN_NO_WITHDRAWAL,
            late_rate=Decimal("2.5"),
            late_note=words.PLAN_LATE,
            transfer_note=words.PLAN_TRANSFER,
            groups=(words.PLAN_GROUPS[1],),
            closes_at=start_of(today + timedelta(days=19)),
        )
        yield replace(
            of_car,
            code=f"KM-{code + 1}",
            name=words.PLAN_NAMES[3].format(car=car),
            channel=Channel.DIRECT,
            method=Method.IMMEDIATE,
            price=Rial(price + 1_100_000_000),
            stages=_AT_ONCE,
            delivery_days=30,
            participation_rate=Decimal(0),
            late_rate=Decimal("2.5"),
            transfers=0,
            closes_at=start_of(today - timedelta(days=1)) + evening,
        )
