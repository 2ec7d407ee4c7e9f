"""Test that a known value is never overwritten by an accidental 0 or blank, and that far prices are warned of."""

from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.imports import ImportReport
from dealer_app.services.imports.run import import_orders
from tests.services.imports.contents import balance, the_order
from tests.services.imports.sheets import a_row, as_table, write_csv, write_xlsx

REQUEST = "R260000001"


def take(desktop: Desktop, folder: Path, *rows: dict[str, object]) -> ImportReport:
    return import_orders(desktop, write_csv(folder / "a.csv", as_table(rows)))


@pytest.mark.parametrize("nothing", ["", 0, "0", "-"])
@pytest.mark.parametrize("field", ["price", "received", "discount"])
def test_amount_that_only_looks_lost_is_kept_with_a_warning(
    desktop: Desktop, tmp_path: Path, field: str, nothing: object
) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, **{field: nothing}))
    assert "import_value_kept" in {note.code for note in report.warned}
    assert report.unchanged == 1
    assert balance(desktop, REQUEST) == 5_500_000_000


def test_row_of_zeros_wipes_nothing(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    take(desktop, tmp_path, a_row(1, price=0, discount=0, prepayment=0, received=0, remaining=0))
    assert balance(desktop, REQUEST) == 5_500_000_000


def test_zero_that_the_remaining_amount_confirms_is_taken(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, received=0, remaining=9_500_000_000))
    assert (report.updated, report.warned) == (1, ())
    assert balance(desktop, REQUEST) == 9_500_000_000


def test_settled_fact_is_kept_and_a_chassis_taken_back_is_taken(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, contract_number="", vin=""))
    order = the_order(desktop, REQUEST)
    assert (order.contract_number, order.vin) == ("2606/50001", "")
    assert [note.code for note in report.warned] == ["import_value_kept"]


@pytest.mark.parametrize(("factor", "is_far"), [(10, True), (0.1, True), (1000, True), (1.4, False), (0.7, False)])
def test_price_ten_times_off_its_neighbours_is_a_warning(
    desktop: Desktop, tmp_path: Path, factor: float, is_far: bool
) -> None:
    odd = a_row(5)
    odd["price"] = int(float(str(odd["price"])) * factor)
    odd["remaining"] = ""
    report = import_orders(
        desktop, write_xlsx(tmp_path / "a.xlsx", as_table([*(a_row(n) for n in range(1, 5)), odd])), dry_run=True
    )
    assert [note.row for note in report.warned if note.code == "import_price_far"] == ([9] if is_far else [])


def test_sheet_ten_times_off_the_stored_orders_is_a_warning(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, *(a_row(n) for n in range(1, 5)))
    report = take(desktop, tmp_path, a_row(9, price=1_000_000_000, discount=0, received=0, remaining=1_000_000_000))
    assert [note.code for note in report.warned] == ["import_price_far"]
