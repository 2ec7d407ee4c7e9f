"""The import page: dry run first, then the import; refused files say why; the error sheet."""

from pathlib import Path

from tests.ui.clerk import Clerk, accessible_names
from ui.pages.imports import ImportPage
from ui.texts import imports as texts

SHEET = """شماره درخواست,شماره ملی,نام مشتری,شماره همراه,نوع خودرو,قیمت مصوب,وضعیت قرارداد
R990001,0790419904,محمدرضا چگینی,09133456789,جک J4,1000000000,ثبت درخواست
R990002,1111111111,بی کد,09133456780,جک J4,1000000000,ثبت درخواست
"""


def open_import(clerk: Clerk) -> ImportPage:
    clerk.counter.navigate.open_import()
    page = clerk.page
    assert isinstance(page, ImportPage)
    return page


def write_sheet(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def count_orders(clerk: Clerk) -> int:
    from dealer_app.services import orders

    return len(clerk.read(orders.list_order_ids))


def test_dry_run_stores_nothing_and_the_import_stores_what_it_promised(clerk: Clerk, tmp_path: Path) -> None:
    before = count_orders(clerk)
    page = open_import(clerk)
    page.try_file(write_sheet(tmp_path))
    clerk.until(lambda: page.report is not None)
    assert page.report is not None
    assert (page.report.accepted, len(page.report.refused)) == (1, 1)
    assert count_orders(clerk) == before
    page.import_now()
    clerk.until(lambda: page.report is not None and not page.report.is_dry_run)
    assert count_orders(clerk) == before + 1
    assert not page.go.isVisible()


def test_refused_row_is_shown_with_its_reason(clerk: Clerk, tmp_path: Path) -> None:
    page = open_import(clerk)
    page.try_file(write_sheet(tmp_path))
    clerk.until(lambda: page.report is not None)
    row = [str(page.notes_model.data(page.notes_model.index(0, column))) for column in range(5)]
    assert row[0] == "۳"
    assert row[1] == texts.KINDS["refused"]
    assert "ملی" in row[2]
    assert row[3]


def test_error_sheet_is_written(clerk: Clerk, tmp_path: Path) -> None:
    page = open_import(clerk)
    page.try_file(write_sheet(tmp_path))
    clerk.until(lambda: page.report is not None)
    out = tmp_path / "errors.xlsx"
    page.save_sheet(out)
    clerk.until(lambda: out.name in clerk.note)
    assert out.read_bytes()[:2] == b"PK"


def test_file_that_is_no_export_says_why_and_stores_nothing(clerk: Clerk, tmp_path: Path) -> None:
    before = count_orders(clerk)
    path = tmp_path / "letter.csv"
    path.write_text("سلام\n", encoding="utf-8")
    page = open_import(clerk)
    page.try_file(path)
    clerk.until(lambda: page._watch is None)
    assert page.fault.text
    assert not page.fault.isHidden()
    assert count_orders(clerk) == before


def test_every_control_of_the_import_has_an_accessible_name(clerk: Clerk, tmp_path: Path) -> None:
    page = open_import(clerk)
    page.try_file(write_sheet(tmp_path))
    clerk.until(lambda: page.report is not None)
    assert accessible_names(page) == []
