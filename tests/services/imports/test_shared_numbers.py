"""Contract or invitation numbers of two requests: stored, with the same warning at every import."""

from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.imports import ImportReport
from dealer_app.services.imports.run import BATCH_ROWS, import_orders
from tests.services.imports.contents import the_order
from tests.services.imports.sheets import a_row, as_table, write_csv


def take(desktop: Desktop, folder: Path, *rows: dict[str, object], dry_run: bool = False) -> ImportReport:
    return import_orders(desktop, write_csv(folder / "a.csv", as_table(rows)), dry_run=dry_run)


def warned(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(note.row, note.code, note.field) for note in report.warned]


@pytest.mark.parametrize("between", [1, BATCH_ROWS])
@pytest.mark.parametrize(
    ("name", "heading"), [("contract_number", "شماره قرارداد"), ("invitation_number", "شماره دعوتنامه")]
)
def test_second_request_with_a_number_gives_a_warning(
    desktop: Desktop, tmp_path: Path, name: str, heading: str, between: int
) -> None:
    others = [a_row(n) for n in range(2, 2 + between)]
    rows = a_row(1, **{name: "X-77"}), *others, a_row(9000, **{name: "x77"})
    dry = take(desktop, tmp_path, *rows, dry_run=True)
    first = take(desktop, tmp_path, *rows)
    again = take(desktop, tmp_path, *rows)
    assert warned(dry) == warned(first) == warned(again) == [(between + 3, "import_number_shared", heading)]
    assert (first.accepted, again.unchanged, first.refused) == (between + 2, between + 2, ())
    assert "R260000001" in first.warned[0].why
    assert getattr(the_order(desktop, "R260009000"), name) == "X77"


def test_number_of_an_existing_order_gives_a_warning(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    later = take(desktop, tmp_path, a_row(2, contract_number=a_row(1)["contract_number"]))
    assert warned(later) == [(2, "import_number_shared", "شماره قرارداد")]


def test_empty_numbers_give_no_warning(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(n, contract_number="", invitation_number="") for n in (1, 2)]
    assert take(desktop, tmp_path, *rows).warned == ()
