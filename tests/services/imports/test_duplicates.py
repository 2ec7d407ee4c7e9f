"""Repeated request numbers in one file."""

from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.services.imports.run import import_orders
from tests.services.imports.contents import the_order
from tests.services.imports.sheets import a_row, as_table, write_csv


def test_identical_row_in_another_spelling_is_skipped_with_a_warning(desktop: Desktop, tmp_path: Path) -> None:
    again = a_row(1, row_index=2, name="زهرا حسيني", price="۱۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال", request_number="r260000001")
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1), again])))
    assert (report.rows, report.accepted, report.refused) == (2, 1, ())
    assert [(note.row, note.code) for note in report.warned] == [(3, "import_duplicate_same")]
    assert "۲" in report.warned[0].why


def test_contradicting_row_is_refused_and_the_first_row_is_kept(desktop: Desktop, tmp_path: Path) -> None:
    other = a_row(1, received=5_000_000_000, remaining=4_500_000_000, contract_on="1404/05/12")
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1), a_row(2), other])))
    assert (report.accepted, [note.row for note in report.refused]) == (2, [4])
    (note,) = report.refused
    for part in ("«تاریخ قرارداد»", "۱۴۰۴/۰۵/۱۱", "۱۴۰۴/۰۵/۱۲", "ردیف ۲"):
        assert part in note.why
    assert the_order(desktop, "R260000001").received == 4_000_000_000


def test_contradiction_about_the_person_names_the_column(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1), a_row(1, mobile="09121112233"), a_row(1, mobile="")]
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table(rows)))
    assert [("«شماره همراه»" in note.why, note.row) for note in report.refused] == [(True, 3), (True, 4)]


def test_valid_row_after_a_refused_row_of_the_same_number_is_accepted(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1, contract_on="1404/12/30"), a_row(1)]
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table(rows)))
    assert (report.accepted, [note.row for note in report.refused]) == (1, [2])
