"""Sheets of plans: every bad cell is named with row and reason, and nothing is half saved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.prices import is_far
from dealer_app.domain.plans.plans import Channel, Method, PlanDetails, PriceKind, StageEvent
from dealer_app.services.plans.doubts import judge_sheet, price_of
from dealer_app.services.plans.plans import StoredPlans, StorePlans, list_plans, store_plans
from dealer_app.services.plans.sheet import SheetPlan, read_plan_sheet
from tests.hub.sheets import a_sheet, a_table, headings
from tests.plan_samples import SHEET_ROW, a_plan, a_staged_plan
from tests.services.factories import TODAY, by_manager


def sheet(path: Path, *changes: dict[str, object]) -> tuple[SheetPlan, ...]:
    fields = {name: None for change in changes for name in change}
    rows = [{**fields, **SHEET_ROW, **change} for change in changes]
    return read_plan_sheet(a_sheet(path, "plan", *rows), TODAY).plans


def bad(path: Path, *changes: dict[str, object]) -> list[FieldError]:
    with pytest.raises(FieldErrors) as refused:
        sheet(path, *changes)
    assert all(sentence(error) for error in refused.value.errors)
    return list(refused.value.errors)


def store(counter: Desktop, *plans: SheetPlan, is_confirmed: bool = False) -> StoredPlans:
    return counter.write(lambda unit: store_plans(by_manager(unit), StorePlans(plans, is_confirmed))).value


def stored(counter: Desktop) -> tuple[PlanDetails, ...]:
    return tuple(plan for plan in counter.read(list_plans) if not plan.fields.code.startswith("KM-"))


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_sheet_is_read_as_it_is_written(tmp_path: Path, suffix: str) -> None:
    (plan,) = sheet(tmp_path / f"plans.{suffix}", {})
    expected = a_staged_plan()
    fields = plan.fields
    assert plan.row == 2
    assert (fields.stages, fields.price, fields.capacity) == (expected.stages, expected.price, 38)
    assert (fields.channel, fields.method, fields.price_kind) == (Channel.UNIFIED, Method.PRE_SALE, PriceKind.OF_DAY)
    assert (fields.participation_rate, fields.withdrawal_rate, fields.late_rate) == (
        Decimal(26),
        Decimal(20),
        Decimal("2.71"),
    )
    assert (fields.delivery_months, fields.transfers, fields.groups) == (12, 1, ("عادی", "مادران"))
    assert fields.closes_at == expected.closes_at


def test_cells_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    cells = {"ends_on": datetime(2026, 12, 3, 18, 0), "price": 1.28e10, "late_rate": 2.71, "capacity": 38.0}  # noqa: DTZ001 - a cell has no zone
    (plan,) = sheet(tmp_path / "plans.xlsx", cells)
    assert plan.fields.closes_at == a_staged_plan().closes_at
    assert (plan.fields.price, plan.fields.late_rate) == (12_800_000_000, Decimal("2.71"))


BAD: list[tuple[str, object]] = [
    ("code", ""),
    ("code", "x" * 41),
    ("version", "0"),
    ("version", "دوم"),
    ("name", ""),
    ("name", "x" * 501),
    ("channel", "بازار"),
    ("method", "قرعه"),
    ("price_kind", "ارزان"),
    ("price", "0"),
    ("price", ""),
    ("price", "-5"),
    ("price", "10000000000000000"),
    ("price", "گران"),
    ("stage1_when", "روزی"),
    ("stage1_share", "140"),
    ("stage1_share", "0.42"),
    ("stage2_amount", "500"),
    ("stage2_when", "1405/13/01"),
    ("delivery", "دو سال"),
    ("participation_rate", "صد"),
    ("participation_rate", "0.26"),
    ("withdrawal_rate", "120"),
    ("late_rate", "2.12345"),
    ("transfers", "همیشه"),
    ("capacity", "-1"),
    ("capacity", "2000000"),
    ("starts_on", "1405/12/40"),
    ("ends_on", "1405/09/12 ساعت 25"),
    ("ends_on", "1405/08/01"),
]


@pytest.mark.parametrize(("field", "cell"), BAD)
def test_bad_cell_is_named_with_row_heading_and_reason(tmp_path: Path, field: str, cell: object) -> None:
    errors = bad(tmp_path / "plans.csv", {"code": "P-1"}, {field: cell})
    assert {error.params["row"] for error in errors} == {"۳"}
    assert headings("plan")[field] in [error.params["heading"] for error in errors] or field == "stage2_amount"


MORE: list[tuple[dict[str, object], str]] = [
    ({"instalment_count": "8"}, "instalment_amount"),
    ({"instalment_count": "8", "instalment_amount": "0"}, "instalment_amount"),
    ({"instalment_count": "800", "instalment_amount": "5000000"}, "instalment_count"),
    ({"instalment_interval": "13"}, "instalment_interval"),
    ({"instalment_first": "فردا روز"}, "instalment_first"),
    ({"stated_total": "هیچ"}, "stated_total"),
    ({"prepayment": "5000000"}, "prepayment"),
    ({"stage4_when": "تحویل"}, "stage1_amount"),
    ({"conditions": "x" * 4001}, "conditions"),
]


@pytest.mark.parametrize(("change", "field"), MORE)
def test_bad_cells_of_other_columns_are_named(tmp_path: Path, change: dict[str, object], field: str) -> None:
    errors = bad(tmp_path / "plans.csv", change)
    assert headings("plan")[field] in [error.params["heading"] for error in errors]


def test_all_bad_cells_are_named_at_once(tmp_path: Path) -> None:
    errors = bad(tmp_path / "plans.csv", {"price": "0", "late_rate": "x"}, {"code": "B", "capacity": "x"})
    assert [(error.params["row"], error.field) for error in errors] == [
        ("۲", "price"),
        ("۲", "late_rate"),
        ("۳", "capacity"),
    ]


def test_two_open_versions_of_one_code_are_refused(tmp_path: Path) -> None:
    errors = bad(tmp_path / "plans.csv", {}, {"version": "2", "starts_on": "1405/09/12"})
    assert [(error.code, error.params["row"], error.params["other"]) for error in errors] == [
        ("plan_two_open", "۳", "۱")
    ]
    later = sheet(tmp_path / "plans.csv", {}, {"version": "2", "starts_on": "1405/09/12 18", "ends_on": ""})
    assert [plan.fields.version for plan in later] == [1, 2]


def test_repeated_version_is_refused(tmp_path: Path) -> None:
    assert [error.code for error in bad(tmp_path / "plans.csv", {}, {})] == ["plan_repeated"]


def test_wrong_headings_name_the_one_that_is_needed(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="sheet_headings") as refused:
        read_plan_sheet(a_table(tmp_path / "t.csv", ["کد طرح", "نام طرح"], ["1", "2"]), TODAY)
    assert "قیمت" in sentence(refused.value)
    with pytest.raises(Refusal, match="sheet_empty"):
        read_plan_sheet(a_table(tmp_path / "t.csv", list(headings("plan").values()), []), TODAY)


def test_older_sheet_with_a_prepayment_is_read(tmp_path: Path) -> None:
    lines = ["کد طرح", "نام طرح", "قیمت", "پیش پرداخت"], ["P1", "طرح", "1000000", "400000"]
    (plan,) = read_plan_sheet(a_table(tmp_path / "t.csv", *lines), TODAY).plans
    assert [(stage.event, stage.amount) for stage in plan.fields.stages] == [
        (StageEvent.REQUEST, 400_000),
        (StageEvent.INVITATION, None),
    ]


def test_plans_are_stored_once(counter: Desktop) -> None:
    plans = SheetPlan(2, a_plan()), SheetPlan(3, a_staged_plan())
    assert store(counter, *plans) == StoredPlans(2, 0, 0)
    assert store(counter, *plans) == StoredPlans(0, 0, 2)
    assert {plan.fields for plan in stored(counter)} == {a_plan(), a_staged_plan()}


def test_availability_may_change_in_a_version(counter: Desktop) -> None:
    store(counter, SheetPlan(2, a_plan()))
    (before,) = stored(counter)
    assert store(counter, SheetPlan(2, a_plan(capacity=3))) == StoredPlans(0, 1, 0)
    (after,) = stored(counter)
    assert (after.id, after.fields.capacity) == (before.id, 3)


CONFLICTS: list[tuple[Any, str]] = [
    (a_plan(name="نام دیگر"), "plan_version_changed"),
    (a_plan(version=2), "plan_two_open"),
]


@pytest.mark.parametrize(("fields", "code"), CONFLICTS)
def test_conflict_with_a_stored_version_refuses_the_whole_sheet(counter: Desktop, fields: Any, code: str) -> None:
    store(counter, SheetPlan(2, a_plan()))
    with pytest.raises(FieldErrors) as refused:
        store(counter, SheetPlan(2, a_staged_plan()), SheetPlan(3, fields))
    assert [(error.code, error.params["row"]) for error in refused.value.errors] == [(code, "۳")]
    assert [plan.fields.code for plan in stored(counter)] == ["1405-31"]


def test_new_version_follows_the_closed_one(counter: Desktop) -> None:
    old = a_plan()
    store(counter, SheetPlan(2, old))
    closing = a_staged_plan().closes_at
    versions = replace(old, closes_at=closing), replace(old, version=2, name="نسخهٔ تازه", opens_at=closing)
    assert store(counter, *(SheetPlan(at, one) for at, one in enumerate(versions, 2))) == StoredPlans(1, 1, 0)


def test_doubt_is_stored_only_after_it_is_confirmed(counter: Desktop) -> None:
    far = SheetPlan(2, a_plan(code="X", price=a_plan().price // 10))
    store(counter, SheetPlan(2, a_plan()))
    with pytest.raises(FieldErrors) as refused:
        store(counter, far)
    assert all(error.is_warning for error in refused.value.errors)
    assert "تومان" in sentence(refused.value.errors[0])
    assert len(stored(counter)) == 1
    assert store(counter, far, is_confirmed=True).new == 1


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("PQRS"), st.integers(1, 9)), max_size=14))
def test_usual_price_is_the_median_of_the_other_codes_of_the_car(prices: list[tuple[str, str, int]]) -> None:
    plans = [SheetPlan(2, a_plan(code=code, car=car, price=Rial(price * 10**9))) for car, code, price in prices]
    for plan in plans:
        own = plan.fields
        others = {(one.fields.code, one.fields.price) for one in plans if one.fields.car == own.car} - {
            (own.code, price * 10**9) for price in range(10)
        }
        expected = is_far(own.price, median(price for _, price in others)) if others else False
        found = judge_sheet([plan], (price_of(one.fields) for one in plans))
        assert bool(found) is expected


def test_clerk_may_not_store_plans(counter: Desktop) -> None:
    attempt: Callable[[Any], object] = lambda unit: store_plans(unit, StorePlans((SheetPlan(2, a_plan()),)))  # noqa: E731
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(attempt)
    assert stored(counter) == ()
