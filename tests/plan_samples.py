"""Made-up sale plans, as values and as rows of a sheet."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from dealer_app.domain.ids import Rial
from dealer_app.domain.plans.plans import (
    Channel,
    Method,
    PlanFields,
    PlanInstalments,
    PlanStage,
    PriceKind,
    StageEvent,
)

NOON = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)  # 1405/09/01, 12:00 in Tehran
SHEET_ROW: dict[str, object] = {
    "code": "1405-27",
    "version": 1,
    "name": "پیش‌فروش عادی J7",
    "circular": "۱۴۰۵/ف/۲۷",
    "channel": "سامانهٔ یکپارچه",
    "method": "پیش‌فروش عادی",
    "car": "کی‌ام‌سی J7",
    "trim": "اتوماتیک",
    "model_year": "1405",
    "price_kind": "علی‌الحساب",
    "price": 12_800_000_000,
    "stage1_when": "ثبت درخواست",
    "stage1_share": "۴۲٪",
    "stage2_when": "90 روز",
    "stage2_share": "20",
    "stage3_when": "دعوتنامه",
    "stage3_share": "باقی",
    "delivery": "۱۲ ماه",
    "participation_rate": "26",
    "withdrawal_rate": "۲۰٪",
    "late_rate": "2.71",
    "transfers": "یک بار",
    "groups": "عادی، مادران",
    "capacity": "38",
    "starts_on": "1405/08/20",
    "ends_on": "1405/09/12 ساعت 18",
    "source": "نمونه",
}
"""A row of a sheet by field, without a fault."""


def a_plan(**changes: Any) -> PlanFields:
    """Return an open firm pre-sale of 13,650,000,000 Rial, paid at once."""
    values: dict[str, Any] = {
        "code": "1405-31",
        "version": 1,
        "name": "پیش‌فروش قطعی J7",
        "circular": "۱۴۰۵/ف/۳۱",
        "channel": Channel.DIRECT,
        "method": Method.FIRM_PRE_SALE,
        "car": "کی‌ام‌سی J7",
        "model_year": "1405",
        "price": Rial(13_650_000_000),
        "stages": (PlanStage(StageEvent.REQUEST, share=Decimal(100)),),
        "delivery_months": 9,
        "participation_rate": Decimal("20.5"),
        "withdrawal_rate": Decimal("17.5"),
        "late_rate": Decimal("2.5"),
        "transfers": 0,
        "capacity": 12,
        "opens_at": NOON - timedelta(days=10),
        "source": "نمونه",
        **changes,
    }
    return PlanFields(**values)


def a_staged_plan(**changes: Any) -> PlanFields:
    """Return a pre-sale at the price of the day: 42 percent at once, 20 after 90 days, the rest with the invitation."""
    stages = (
        PlanStage(StageEvent.REQUEST, share=Decimal(42)),
        PlanStage(StageEvent.AFTER, after_days=90, share=Decimal(20)),
        PlanStage(StageEvent.INVITATION),
    )
    values: dict[str, Any] = {
        "code": "1405-27",
        "name": "پیش‌فروش عادی J7",
        "method": Method.PRE_SALE,
        "channel": Channel.UNIFIED,
        "price_kind": PriceKind.OF_DAY,
        "price": Rial(12_800_000_000),
        "stages": stages,
        "delivery_months": 12,
        "participation_rate": Decimal(26),
        "withdrawal_rate": Decimal(20),
        "late_rate": Decimal("2.71"),
        "transfers": 1,
        "capacity": 38,
        "closes_at": NOON + timedelta(days=11, hours=6),
        **changes,
    }
    return a_plan(**values)


def an_instalment_plan(**changes: Any) -> PlanFields:
    """Return a sale by instalments: 3,885,000,000 at once, then seven quarterly cheques."""
    values: dict[str, Any] = {
        "code": "1405-18",
        "name": "فروش اقساطی J7",
        "method": Method.INSTALMENT,
        "channel": Channel.INSTALMENT,
        "price": Rial(12_950_000_000),
        "stages": (PlanStage(StageEvent.REQUEST, amount=Rial(3_885_000_000)),),
        "instalments": PlanInstalments(7, Rial(1_572_428_571), 3),
        "delivery_months": None,
        "delivery_days": 90,
        "participation_rate": Decimal(0),
        "withdrawal_rate": None,
        "withdrawal_note": "تا تسویه ممکن نیست",
        "late_note": "اگر اقساط سر موعد باشد",
        "transfers": None,
        "transfer_note": "پس از تسویه",
        "groups": ("طرح مادران",),
        "capacity": None,
        "closes_at": NOON + timedelta(days=19),
        **changes,
    }
    return a_plan(**values)
