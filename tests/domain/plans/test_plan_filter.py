"""The filter of the catalogue: every typed word, a budget, only open plans, one channel."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.ids import PlanId, Rial
from dealer_app.domain.plans.filtering import PlanFilter, filter_entries, make_entries
from dealer_app.domain.plans.plans import Channel, PlanDetails, PlanFields
from tests.plan_samples import NOON, a_plan, a_staged_plan, an_instalment_plan


def detail(fields: PlanFields) -> PlanDetails:
    return PlanDetails(PlanId(uuid4()), fields, "hub", NOON)


CLOSED = a_plan(code="1405-28", name="فروش فوری J7", closes_at=NOON - timedelta(days=1))
ENTRIES = make_entries([detail(CLOSED), *map(detail, (a_plan(), a_staged_plan(), an_instalment_plan()))], NOON)


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (PlanFilter(), {"1405-18", "1405-27", "1405-28", "1405-31"}),
        (PlanFilter("كي ام سي j7"), {"1405-18", "1405-27", "1405-28", "1405-31"}),
        (PlanFilter("۱۴۰۵-۲۷"), {"1405-27"}),
        (PlanFilter("عادی پیش‌فروش"), {"1405-27"}),
        (PlanFilter("مادران"), {"1405-18"}),
        (PlanFilter("تا ۶ میلیارد"), {"1405-18", "1405-27"}),
        (PlanFilter("تا 3.9 میلیارد J7"), {"1405-18"}),
        (PlanFilter(is_open_only=True), {"1405-18", "1405-27", "1405-31"}),
        (PlanFilter(channel=Channel.DIRECT), {"1405-28", "1405-31"}),
        (PlanFilter("ژ"), set()),
    ],
)
def test_filter_finds_what_was_named(wish: PlanFilter, codes: set[str]) -> None:
    assert {entry.plan.fields.code for entry in filter_entries(ENTRIES, wish)} == codes


def test_open_plans_come_first() -> None:
    assert [entry.plan.fields.code for entry in ENTRIES][-1] == "1405-28"


@given(st.lists(st.sampled_from(["j7", "t8", "فوری", "اقساطی", "1405"]), max_size=3))
def test_more_words_never_find_more(words: list[str]) -> None:
    plans = [
        a_plan(code=str(at), name=f"{name} {car}") for at, (name, car) in enumerate([("فوری", "J7"), ("اقساطی", "T8")])
    ]
    entries = make_entries(map(detail, plans), NOON)
    found = [set(filter_entries(entries, PlanFilter(" ".join(words[:count])))) for count in range(len(words) + 1)]
    assert all(more <= fewer for fewer, more in pairwise(found))


def test_plan_without_a_price_is_in_no_budget() -> None:
    entries = make_entries([detail(a_plan(price=Rial(0)))], NOON)
    assert filter_entries(entries, PlanFilter("تا ۹۹ میلیارد")) == ()
