"""Plans of head office: checked as a whole, published once, seen at a real counter; older rows stay readable."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors, sentence
from dealer_app.domain.plans.checks import list_errors
from dealer_app.domain.plans.plans import PlanFields, PriceKind, StageEvent
from dealer_app.domain.registration import LONGEST_LINE
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.office.plans import plan_doc, plan_row_id
from dealer_app.hub.office.publishing import Published
from dealer_app.hub.office.tables import publish_table
from dealer_app.protocol import wire
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.services.plans.plans import StorePlans, list_plans, store_plans
from dealer_app.services.plans.sheet import SheetPlan
from dealer_app.store.tables.head_office import KeptRowRecord
from tests.hub.head_office import Office
from tests.hub.sheets import a_sheet
from tests.plan_samples import SHEET_ROW, a_plan, a_staged_plan, an_instalment_plan
from tests.services.factories import by_manager

OLDER = {"code": "P1", "name": "طرح نمونه", "price": "12500000000", "prepayment": "500000000"}


def publish(office_database: OfficeDatabase, path: Path, *changes: Mapping[str, object]) -> int:
    rows = [{**SHEET_ROW, **change} for change in changes]
    return publish_table(office_database, "plan", a_sheet(path, "plan", *rows)).changed


def fields_at(counter: Desktop) -> list[PlanFields]:
    counter.talk()
    return [plan.fields for plan in counter.read(list_plans)]


@pytest.mark.parametrize("plan", [a_plan(), a_staged_plan(), an_instalment_plan()])
def test_row_of_a_plan_is_as_it_is_declared(plan: PlanFields) -> None:
    assert DOCS["plan"].fits(plan_doc(plan))


BAD: list[dict[str, Any]] = [
    {"price": -1},
    {"version": 0},
    {"late_rate": "2.12345"},
    {"late_rate": 2.5},
    {"opens_at": "2026-11-22"},
    {"channel": "bazaar"},
    {"capacity": 2_000_000},
    {"name": "x" * 501},
    {"stages": [{"event": "day"}]},
    {"stages": [{"event": "request", "share": "140"}]},
    {"stages": [{"event": "request", "share": "40", "amount": 5}]},
    {"instalments": {"count": 0, "amount": 5}},
]


@pytest.mark.parametrize("change", BAD)
def test_row_beyond_the_limits_of_the_domain_is_not_read(change: dict[str, Any]) -> None:
    doc = plan_doc(a_plan())
    assert not DOCS["plan"].fits({**doc, "plan": {**doc["plan"], **change}})


def test_plans_are_published_once_and_arrive_whole(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    path = tmp_path / "plans.xlsx"
    assert (
        publish(
            office_database,
            path,
            {},
            {
                "code": "P2",
                "stage1_share": "100",
                "stage2_when": "",
                "stage2_share": "",
                "stage3_when": "",
                "stage3_share": "",
            },
        )
        == 2
    )
    assert publish(office_database, path, {}) == 0
    first, second = fields_at(counter)
    assert (first.code, first.stages, first.price_kind) == ("1405-27", a_staged_plan().stages, PriceKind.OF_DAY)
    assert (second.code, len(second.stages)) == ("P2", 1)


def test_change_of_a_published_version_is_refused(office_database: OfficeDatabase, tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    publish(office_database, path, {})
    assert publish(office_database, path, {"capacity": "40"}) == 1
    for change, code in (({"late_rate": "3"}, "plan_version_changed"), ({"version": "2"}, "plan_two_open")):
        with pytest.raises(FieldErrors) as refused:
            publish(office_database, path, change)
        assert [(error.code, error.params["row"]) for error in refused.value.errors] == [(code, "۲")]
        assert sentence(refused.value.errors[0])


def test_doubts_are_asked_as_at_the_counter(office_database: OfficeDatabase, tmp_path: Path) -> None:
    publish(office_database, tmp_path / "plans.csv", {})
    far = {"code": "P2", "price": 1_280_000_000}
    for change in (far, {"code": "P3", "stage1_share": "50", "stage3_share": "20"}):
        with pytest.raises(FieldErrors) as refused:
            publish(office_database, tmp_path / "plans.csv", change)
        assert [(one.code, one.is_warning, one.params["row"]) for one in refused.value.errors] == [
            ("plan_doubt", True, "۲")
        ]
    sheet = a_sheet(tmp_path / "plans.csv", "plan", {**SHEET_ROW, **far})
    assert publish_table(office_database, "plan", sheet, is_confirmed=True).changed == 1


def test_longest_plan_that_is_accepted_fits_the_wire() -> None:
    lines = ("name", "circular", "withdrawal_note", "late_note", "transfer_note", "pledge", "color_rule", "source")
    longest = a_staged_plan(
        **dict.fromkeys(lines, "ش" * 500),
        **dict.fromkeys(("buyer_conditions", "costs", "conditions"), "ش" * 4000),
        groups=tuple(f"{at:02}" + "ش" * 98 for at in range(12)),
        car="خ" * 300,
        trim="ت" * 199,
    )
    assert list(list_errors(longest)) == []
    doc = plan_doc(longest)
    assert DOCS["plan"].find_unfit(doc) == ""
    assert len(canonical_json(doc).encode()) < wire.MOST_BODY_BYTES // 2
    order = {"car": f"{longest.car} {longest.trim}", "sale_permit": longest.circular, "payment_method": longest.name}
    assert all(len(text) <= LONGEST_LINE for text in order.values())
    for change, code in (({"trim": "ت" * 200}, "plan_car_long"), ({"groups": ("x",) * 13}, "plan_groups_many")):
        assert [one.code for one in list_errors(replace(longest, **change))] == [code]


def test_row_of_an_older_head_office_is_readable(office: Office, counter: Desktop) -> None:
    office.publish("*", Published("plan", plan_row_id(a_plan(code="P1")), {**OLDER, "ends_on": "2026-12-20"}))
    office.publish("*", Published("plan", plan_row_id(a_plan(code="P2")), {"code": "P2"}))
    first, second = sorted(fields_at(counter), key=lambda plan: plan.code)
    assert [(stage.event, stage.amount) for stage in first.stages] == [
        (StageEvent.REQUEST, 500_000_000),
        (StageEvent.INVITATION, None),
    ]
    assert first.closes_at is not None
    assert (second.price, second.name) == (0, "P2")


def test_two_rows_of_one_version_are_one_plan_at_the_counter(office: Office, counter: Desktop) -> None:
    first, second = plan_doc(a_plan()), plan_doc(a_plan(capacity=3))
    office.publish("*", Published("plan", str(uuid4()), first), Published("plan", plan_row_id(a_plan()), second))
    assert fields_at(counter) == [a_plan(capacity=3)]
    assert fields_at(counter) == [a_plan(capacity=3)]


def test_row_that_the_domain_refuses_is_kept_and_stops_nothing(office: Office, counter: Desktop) -> None:
    doc = plan_doc(a_plan())
    two_rests = [{"event": "request"}, {"event": "delivery"}]
    office.publish("*", Published("plan", plan_row_id(a_plan()), {**doc, "plan": {**doc["plan"], "stages": two_rests}}))
    office.publish("*", Published("plan", plan_row_id(a_staged_plan()), plan_doc(a_staged_plan())))
    assert fields_at(counter) == [a_staged_plan()]
    assert counter.read(lambda unit: list(unit.session.scalars(select(KeptRowRecord.reason)))) == ["fields:plan.stages"]


def test_sheet_does_not_change_a_plan_of_head_office(office: Office, counter: Desktop) -> None:
    office.publish("*", Published("plan", plan_row_id(a_plan()), plan_doc(a_plan())))
    fields_at(counter)
    with pytest.raises(FieldErrors, match="plan_of_hub"):
        counter.write(lambda unit: store_plans(by_manager(unit), StorePlans((SheetPlan(2, a_plan(capacity=99)),))))


def test_withdrawn_plan_leaves_the_counter(office: Office, counter: Desktop) -> None:
    row_id = plan_row_id(a_plan())
    office.publish("*", Published("plan", row_id, plan_doc(a_plan())))
    assert len(fields_at(counter)) == 1
    office.publish("*", Published("plan", row_id, None))
    assert fields_at(counter) == []
