"""The error sheet: row, result, column, value and reason, right to left, readable only by its owner."""

import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.services.imports.run import import_orders, write_error_sheet
from tests.services.imports.sheets import SAMPLES, a_row, as_table, write_csv


def test_sheet_has_every_note_of_the_sample(desktop: Desktop, tmp_path: Path) -> None:
    report = import_orders(desktop, SAMPLES / "dealer-export.xlsx", dry_run=True)
    out = tmp_path / "errors.xlsx"
    write_error_sheet(report, out)
    sheet = load_workbook(out).active
    assert sheet.sheet_view.rightToLeft
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == ("ردیف در فایل", "نتیجه", "ستون", "مقدار", "دلیل")
    assert len(rows) == 49 + 16 + 33 + 2  # refused, warned, mended, titles above the headings
    refused = [(row[0], row[2], row[4]) for row in rows if row[1] == "پذیرفته نشد"]
    assert refused == [(note.row, note.field, note.why) for note in report.refused]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*errors*")] == ["errors.xlsx"]


def test_value_that_looks_like_a_formula_stays_text(desktop: Desktop, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", as_table([a_row(1, mobile='=HYPERLINK("http://x.example")')]))
    write_error_sheet(import_orders(desktop, path), tmp_path / "errors.xlsx")
    cell = load_workbook(tmp_path / "errors.xlsx").active["D2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x.example")')


def test_report_without_notes_gives_only_the_heading(desktop: Desktop, tmp_path: Path) -> None:
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1)])))
    write_error_sheet(report, tmp_path / "errors.xlsx")
    assert load_workbook(tmp_path / "errors.xlsx").active.max_row == 1


def test_unwritable_path_raises_an_environment_fault(desktop: Desktop, tmp_path: Path) -> None:
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1)])))
    with pytest.raises(EnvironmentFault) as caught:
        write_error_sheet(report, tmp_path / "no such folder" / "errors.xlsx")
    assert "errors.xlsx" in sentence(caught.value)
