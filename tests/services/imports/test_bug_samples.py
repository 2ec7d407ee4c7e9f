"""Test the files of public bug reports: what must happen to each of them."""

from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.services.imports.run import import_orders
from tests.services.imports.bug_files import bug_file
from tests.services.imports.contents import balance, the_order
from tests.services.imports.sheets import a_row, as_table, write_xlsx


@pytest.mark.parametrize("start", ["01", "02"])
def test_unit_of_the_headings_makes_rial_with_one_remark(desktop: Desktop, start: str) -> None:
    report = import_orders(desktop, bug_file(start))
    order = the_order(desktop, "R260000001")
    assert (order.price, order.received, order.discount) == (10_000_000_000, 4_000_000_000, 500_000_000)
    assert (len(report.remarks), report.unknown_columns, report.warned) == (1, (), ())


def test_all_visible_tables_are_read(desktop: Desktop) -> None:
    report = import_orders(desktop, bug_file("03"))
    assert (report.accepted, report.present, report.left_out_sheets) == (5, 5, ())


def test_hidden_sheet_is_named_and_the_visible_one_is_read(desktop: Desktop) -> None:
    report = import_orders(desktop, bug_file("04"))
    assert [(note.name, note.is_hidden) for note in report.left_out_sheets] == [("قدیم", True)]
    assert the_order(desktop, "R260000001").price == 20_000_000_000


@pytest.mark.parametrize("start", ["05", "06"])
def test_heading_in_two_rows_is_read_over_both(desktop: Desktop, start: str) -> None:
    report = import_orders(desktop, bug_file(start))
    assert (report.accepted, report.refused) == (1, ())
    assert balance(desktop, "R260000001") == 5_500_000_000


@pytest.mark.parametrize(
    ("start", "row", "code"),
    [
        ("07", 2, "import_formula_no_value"),
        ("08", 2, "import_cell_error"),
        ("09", 2, "import_cell_error"),
        ("10", 2, "import_cell_error"),
        ("11", 3, "import_cell_error"),
    ],
)
def test_cell_without_a_value_refuses_its_row(desktop: Desktop, start: str, row: int, code: str) -> None:
    report = import_orders(desktop, bug_file(start))
    assert [(note.row, note.code) for note in report.refused] == [(row, code)]
    assert report.accepted == 1


def test_formula_without_value_leaves_a_known_order_as_it_is(desktop: Desktop, tmp_path: Path) -> None:
    import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1)])))
    import_orders(desktop, bug_file("07"))
    assert the_order(desktop, "R260000001").price == 10_000_000_000


@pytest.mark.parametrize(
    ("start", "code"),
    [("12", "import_file_stray_cells"), ("17", "import_quote_open"), ("26", "import_file_web_page")],
)
def test_file_is_refused_with_the_true_reason(desktop: Desktop, start: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        import_orders(desktop, bug_file(start))
    assert caught.value.code == code
    assert "{" not in sentence(caught.value)


def test_guarded_codes_and_unmarked_utf16_are_read(desktop: Desktop) -> None:
    assert import_orders(desktop, bug_file("18"), dry_run=True).accepted == 3
    assert import_orders(desktop, bug_file("27"), dry_run=True).accepted == 1
