"""Every column of a counter's sheets: a bad cell is named with row, column and reason, and nothing is saved."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors, sentence
from dealer_app.services.directory.importing import import_dealerships, read_dealership_sheet
from dealer_app.services.plans.plans import StorePlans, store_plans
from dealer_app.services.plans.sheet import read_plan_sheet
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.plans.plans import PlanRecord
from tests.bad_cells import BAD_CELLS, Row, bad_rows
from tests.hub.sheets import a_sheet, headings
from tests.plan_samples import SHEET_ROW
from tests.services.factories import TODAY, by_manager


def take_in(counter: Desktop, kind: str, path: Path) -> None:
    if kind == "plan":
        plans = read_plan_sheet(path, TODAY).plans
        counter.write(lambda unit: store_plans(by_manager(unit), StorePlans(plans, is_confirmed=True)))
    else:
        table = read_dealership_sheet(path)
        counter.write(lambda unit: import_dealerships(by_manager(unit), table))


NAMED: list[tuple[str, list[Row], str]] = [
    (
        "plan",
        [{}, {"version": 2}],
        "ردیف ۳: طرح 1405-27 در نسخهٔ ۱ هم در همین زمان باز است؛ پایان آن نسخه را پیش بیاورید.",
    ),
    (
        "plan",
        [{}, {"code": "P", "price": 0}],
        "ردیف ۳، ستون «قیمت»: قیمت طرح صفر یا خالی است؛ قیمت را به ریال بنویسید.",
    ),
    (
        "dealership",
        [{}, {"code": "8802", "hours": "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵"}],
        "ردیف ۳، ستون «ساعت کار»: شنبه: بازهٔ ۰۸:۰۰ تا ۱۲:۰۰ با ۱۱:۰۰ تا ۱۵:۰۰ هم‌پوشانی دارد.",
    ),
]


@pytest.mark.parametrize(("kind", "changes", "said"), NAMED)
def test_two_open_versions_a_price_of_zero_and_overlapping_hours_are_refused_with_row_and_reason(
    counter: Desktop, tmp_path: Path, kind: str, changes: list[Row], said: str
) -> None:
    good: Row = {**SHEET_ROW} if kind == "plan" else {"code": "8801", "name": "نمونه", "hours": ""}
    before = counter.read(count)
    with pytest.raises(FieldErrors) as refused:
        take_in(counter, kind, a_sheet(tmp_path / "t.xlsx", kind, *({**good, **change} for change in changes)))
    assert [sentence(error) for error in refused.value.errors] == [said]
    assert counter.read(count) == before


def count(unit: Unit) -> list[int | None]:
    return [
        unit.session.scalar(select(func.count()).select_from(one))
        for one in (DealershipRecord, PlanRecord, AuditRecord)
    ]


@pytest.mark.parametrize("kind", sorted(BAD_CELLS))
def test_every_column_has_bad_cells(kind: str) -> None:
    assert BAD_CELLS[kind].keys() == headings(kind).keys()


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in ("plan", "dealership") for field in BAD_CELLS[kind]]
)
def test_bad_cell_is_named_and_nothing_is_saved(counter: Desktop, tmp_path: Path, kind: str, field: str) -> None:
    before = counter.read(count)
    for cell in BAD_CELLS[kind][field]:
        good, bad = bad_rows(kind, field, cell)
        with pytest.raises(FieldErrors) as refused:
            take_in(counter, kind, a_sheet(tmp_path / "t.csv", kind, good, bad))
        said = [sentence(error) for error in refused.value.errors]
        assert {error.code for error in refused.value.errors} == {"sheet_cell"}, cell
        assert all(one.startswith("ردیف ۳، ستون «") for one in said)
        assert any(one.startswith(f"ردیف ۳، ستون «{headings(kind)[field]}»: ") for one in said), (cell, said)
    assert counter.read(count) == before
