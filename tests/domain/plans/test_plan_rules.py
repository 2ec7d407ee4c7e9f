"""Sale plans: what is paid when, what is refused, what is doubtful, and which moment a plan is open."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import from_jalali, to_jalali
from dealer_app.domain.errors import sentence
from dealer_app.domain.ids import PlanId, Rial
from dealer_app.domain.plans import words
from dealer_app.domain.plans.checks import list_doubts, list_errors
from dealer_app.domain.plans.plans import (
    PlanDetails,
    PlanFields,
    PlanInstalments,
    PlanStage,
    PlanState,
    PriceKind,
    StageEvent,
    overlap,
    state_of,
)
from dealer_app.domain.plans.schedule import (
    add_months,
    delivery_day,
    due_today,
    list_payments,
    stage_amounts,
    total_of,
)
from dealer_app.services.freezing import freeze, thaw
from tests.plan_samples import NOON, a_plan, a_staged_plan, an_instalment_plan

DAY = date(2026, 11, 22)
ALL = Decimal(100)
SHARES = st.lists(st.decimals("0.5", "60", places=2), min_size=1, max_size=5)


def test_staged_plan_is_paid_by_its_stages() -> None:
    paid = list_payments(a_staged_plan(), DAY)
    assert [(one.event, one.on, one.amount, one.is_open) for one in paid] == [
        (StageEvent.REQUEST, DAY, 5_376_000_000, False),
        (StageEvent.AFTER, DAY + timedelta(days=90), 2_560_000_000, False),
        (StageEvent.INVITATION, None, 4_864_000_000, True),
    ]
    assert due_today(a_staged_plan()) == 5_376_000_000
    assert delivery_day(a_staged_plan(), DAY) == from_jalali(1406, 9, 1)


LATER = st.sampled_from([StageEvent.CONTRACT, StageEvent.INVITATION, StageEvent.DELIVERY])
PARTS = st.lists(st.builds(PlanStage, LATER, share=st.decimals(1, 20, places=1)), min_size=1, max_size=4)


def test_price_of_the_day_by_shares_leaves_the_last_payment_open() -> None:
    """Write no firm amount on a paper for a price that floats."""
    shares = PlanStage(StageEvent.REQUEST, share=Decimal(40)), PlanStage(StageEvent.INVITATION, share=Decimal(60))
    paid = list_payments(a_staged_plan(stages=shares), DAY)
    assert [one.is_open for one in paid] == [False, True]
    assert words.amount_words(paid[1]) == "۷٬۶۸۰٬۰۰۰٬۰۰۰ به قیمت روز"


@given(PARTS, st.booleans(), st.booleans())
def test_price_of_the_day_is_open_in_exactly_one_payment_after_the_request(
    parts: list[PlanStage], has_rest: bool, is_firm: bool
) -> None:
    first = PlanStage(StageEvent.REQUEST) if has_rest else PlanStage(StageEvent.REQUEST, share=Decimal(20))
    kind = PriceKind.FIRM if is_firm else PriceKind.OF_DAY
    paid = list_payments(a_staged_plan(price_kind=kind, stages=(first, *parts)), DAY)
    assert [one.is_open for one in paid] == [False] * len(parts) + [not is_firm]


def test_instalments_follow_each_other_by_jalali_months() -> None:
    paid = list_payments(an_instalment_plan(), from_jalali(1405, 6, 31))
    days = [to_jalali(one.on) for one in paid if one.instalment and one.on]
    assert days[:3] == [(1405, 9, 30), (1405, 12, 29), (1406, 3, 30)]
    assert total_of(an_instalment_plan()) == 3_885_000_000 + 7 * 1_572_428_571


def test_plan_without_stages_is_paid_at_once() -> None:
    plan = a_plan(stages=())
    assert due_today(plan) == total_of(plan) == plan.price


@given(SHARES, st.integers(1_000_000, 40_000_000_000))
def test_stages_with_a_rest_make_exactly_the_price(shares: list[Decimal], price: int) -> None:
    kept = [share for at, share in enumerate(shares) if sum(shares[: at + 1]) <= 100]
    stages = (*(PlanStage(StageEvent.REQUEST, share=share) for share in kept), PlanStage(StageEvent.INVITATION))
    plan = a_plan(price=Rial(price), stages=stages)
    assert sum(stage_amounts(plan)) == price
    assert list_doubts(plan) == ()


@given(st.integers(2, 6), st.integers(1_000_000, 40_000_000_000))
def test_shares_of_a_hundred_lose_no_rial_to_rounding(count: int, price: int) -> None:
    each = (Decimal(100) / count).quantize(Decimal("0.0001"))
    shares = [*[each] * (count - 1), Decimal(100) - each * (count - 1)]
    plan = a_plan(price=Rial(price), stages=tuple(PlanStage(StageEvent.CONTRACT, share=share) for share in shares))
    assert total_of(plan) == price


@given(st.dates(date(2021, 3, 21), date(2031, 3, 20)), st.integers(0, 40))
def test_months_are_those_of_the_jalali_calendar(day: date, months: int) -> None:
    later = add_months(day, months)
    first, last = to_jalali(day), to_jalali(later)
    assert (last[0] * 12 + last[1]) - (first[0] * 12 + first[1]) == months
    assert last[2] == first[2] or (last[2] < first[2] and to_jalali(later + timedelta(days=1))[2] == 1)


@pytest.mark.parametrize(
    ("plan", "doubts"),
    [
        (a_staged_plan(), []),
        (an_instalment_plan(), []),
        (an_instalment_plan(instalments=None), ["plan_sum_differs"]),
        (an_instalment_plan(price=Rial(30_000_000_000)), ["plan_sum_differs"]),
        (an_instalment_plan(stated_total=Rial(14_892_000_000)), ["plan_total_differs"]),
        (a_plan(stages=(PlanStage(StageEvent.REQUEST, share=Decimal(90)),)), ["plan_shares"]),
        (a_plan(stages=(PlanStage(StageEvent.REQUEST, amount=Rial(13_649_000_000)),)), ["plan_sum_differs"]),
    ],
)
def test_arithmetic_that_does_not_add_up_is_a_warning(plan: PlanFields, doubts: list[str]) -> None:
    found = list_doubts(plan)
    assert [one.code for one in found] == doubts
    assert all(one.is_warning and sentence(one) for one in found)
    assert list(list_errors(plan)) == []


DEAR = [
    ("plan_instalment_high", {"instalments": PlanInstalments(7, Rial(15_724_285_710), 3)}, "۲٬۷۷۴٬۲۸۵٬۷۱۰"),
    ("plan_instalment_high", {"instalments": PlanInstalments(1, Rial(13_000_000_000))}, "۵۰٬۰۰۰٬۰۰۰"),
    ("plan_total_high", {"instalments": PlanInstalments(70, Rial(1_572_428_571))}, "۱۰۱٬۰۰۴٬۹۹۹٬۹۷۰"),
    ("plan_stages_whole", {"stages": (PlanStage(StageEvent.REQUEST, share=ALL),)}, "۱۱٬۰۰۶٬۹۹۹٬۹۹۷"),
    (
        "plan_stages_whole",
        {"stages": (PlanStage(StageEvent.REQUEST, amount=Rial(38_850_000_000)),)},
        "۳۶٬۹۰۶٬۹۹۹٬۹۹۷",
    ),
]


@pytest.mark.parametrize(("code", "changes", "difference"), DEAR)
def test_instalments_that_cost_far_more_than_the_car_are_a_warning(
    code: str, changes: dict[str, Any], difference: str
) -> None:
    found = {one.code: sentence(one) for one in list_doubts(an_instalment_plan(**changes))}
    assert difference in found[code]
    assert list(list_errors(an_instalment_plan(**changes))) == []


@given(st.integers(1_000_000, 40_000_000_000), st.integers(1, 120), st.integers(12, 100), st.integers(0, 60))
def test_instalment_ten_times_too_high_is_a_warning(price: int, count: int, financed: int, profit: int) -> None:
    """Rial and Toman mixed up: seen in every plan whose instalments bear at least a ninth of the price."""
    each = max(-(-price * financed * (100 + profit) // (10_000 * count)), 1)
    first = PlanStage(StageEvent.REQUEST, amount=Rial(max(price - price * financed // 100, 1)))
    plan = an_instalment_plan(price=Rial(price), stages=(first,), instalments=PlanInstalments(count, Rial(each * 10)))
    assert list_doubts(plan)


def test_warning_names_the_difference() -> None:
    plan = a_plan(stages=(PlanStage(StageEvent.REQUEST, amount=Rial(13_649_000_000)),))
    assert "۱٬۰۰۰٬۰۰۰ ریال فرق دارد" in sentence(list_doubts(plan)[0])


@pytest.mark.parametrize("price", [1_365_000_000, 136_500_000_000])
def test_price_ten_times_off_its_neighbours_is_a_warning(price: int) -> None:
    plan = a_plan(price=Rial(price))
    assert [one.code for one in list_doubts(plan, 13_650_000_000)] == ["plan_price_far"]
    assert list_doubts(plan, price) == list_doubts(plan) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": ""}, "plan_code_empty"),
        ({"name": ""}, "plan_name_empty"),
        ({"price": Rial(0)}, "plan_price_zero"),
        ({"version": 0}, "plan_version"),
        ({"closes_at": NOON - timedelta(days=10)}, "plan_window"),
        ({"stages": (PlanStage(StageEvent.REQUEST), PlanStage(StageEvent.DELIVERY))}, "plan_two_rests"),
        (
            {"stages": (PlanStage(StageEvent.DELIVERY), PlanStage(StageEvent.REQUEST, share=ALL))},
            "plan_first_stage_zero",
        ),
        ({"stages": (PlanStage(StageEvent.DELIVERY, share=ALL), PlanStage(StageEvent.REQUEST))}, "plan_due_zero"),
        ({"stages": (), "instalments": PlanInstalments(4, Rial(3_000_000_000))}, "plan_due_zero"),
        ({"price": Rial(10**15 + 1)}, "amount_too_large"),
    ],
)
def test_impossible_plan_is_refused(changes: dict[str, Any], code: str) -> None:
    errors = list(list_errors(a_plan(**changes)))
    assert errors[0].code == code
    assert sentence(errors[0])


EVENTS = st.sampled_from([StageEvent.REQUEST, StageEvent.CONTRACT, StageEvent.DELIVERY])
SUMS = st.none() | st.integers(0, 100).map(Decimal)


@given(st.lists(st.builds(PlanStage, EVENTS, share=SUMS), max_size=4), st.booleans(), st.integers(1, 10**12))
def test_plan_without_errors_has_a_sum_that_is_due_at_the_request(
    stages: list[PlanStage], has_instalments: bool, price: int
) -> None:
    instalments = PlanInstalments(2, Rial(max(price // 3, 1))) if has_instalments else None
    plan = a_plan(stages=tuple(stages), instalments=instalments, price=Rial(price))
    assert list(list_errors(plan)) or due_today(plan) > 0


def test_plan_is_open_from_its_opening_up_to_its_closing() -> None:
    plan = a_staged_plan(opens_at=NOON, closes_at=NOON + timedelta(hours=1))
    second = timedelta(seconds=1)
    assert state_of(plan, NOON - second) is PlanState.NOT_YET
    assert state_of(plan, NOON) is PlanState.OPEN
    assert state_of(plan, NOON + timedelta(hours=1) - second) is PlanState.OPEN
    assert state_of(plan, NOON + timedelta(hours=1)) is PlanState.CLOSED
    assert state_of(plan, NOON, ordered=38) is PlanState.FULL
    assert state_of(a_plan(price=Rial(0)), NOON) is PlanState.INCOMPLETE


MOMENTS = st.none() | st.integers(-50, 50).map(lambda hours: NOON + timedelta(hours=hours))


@given(st.tuples(MOMENTS, MOMENTS, MOMENTS, MOMENTS))
def test_plans_overlap_if_one_moment_opens_both(moments: tuple[Any, ...]) -> None:
    one, other = (a_plan(opens_at=moments[at], closes_at=moments[at + 1]) for at in (0, 2))
    clock = [NOON + timedelta(hours=hours, minutes=30 * half) for hours in range(-60, 60) for half in (0, 1)]
    both = any(all(state_of(plan, at) is PlanState.OPEN for plan in (one, other)) for at in clock)
    windows_are_right = all(
        plan.opens_at is None or plan.closes_at is None or plan.opens_at < plan.closes_at for plan in (one, other)
    )
    if windows_are_right:
        assert overlap(one, other) == both == overlap(other, one)


@pytest.mark.parametrize("plan", [a_plan(), a_staged_plan(), an_instalment_plan()])
def test_plan_is_the_same_after_freezing(plan: PlanFields) -> None:
    assert thaw(PlanFields, freeze(plan)) == plan


def test_words_of_a_plan() -> None:
    staged, instalment = a_staged_plan(), an_instalment_plan()
    assert words.percent_words(Decimal("2.710")) == "۲٫۷۱٪"
    assert words.price_words(staged) == "علی‌الحساب ۱۲٬۸۰۰٬۰۰۰٬۰۰۰"
    assert words.total_words(staged) == "۱۲٬۸۰۰٬۰۰۰٬۰۰۰ و تفاوت روز دعوت"
    assert words.delivery_words(staged, DAY) == "حداکثر ۱۲ ماه: ۱۴۰۶/۰۹/۰۱"
    assert words.transfer_words(staged) == "یک بار"
    assert words.transfer_words(instalment) == "پس از تسویه"
    assert words.withdrawal_words(instalment) == "تا تسویه ممکن نیست"
    assert words.participation_words(instalment) == "ندارد"
    assert staged.closes_at is not None
    assert words.closing_words(staged.closes_at) == "۱۴۰۵/۰۹/۱۲ ساعت ۱۸"


def test_cars_that_are_left_are_said_to_be_counted_here() -> None:
    """The capacity is one for all dealerships, and a counter knows the orders of its own only."""
    plan = PlanDetails(PlanId(uuid7()), a_staged_plan(), "hub", NOON, ordered=3)
    assert "مانده ۳۵ دستگاه به شمار این نمایندگی" in words.validity_words(plan, NOON)
    assert "مانده" not in words.validity_words(replace(plan, fields=a_staged_plan(capacity=None)), NOON)
