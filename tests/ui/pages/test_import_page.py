"""The import page: dry run first, then the import; reasons of refused files; the error sheet."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from dealer_app.domain.money import group_digits
from dealer_app.services.imports.run import BATCH_ROWS
from tests.services.imports.bug_files import table_xml, write_parts
from tests.ui.clerk import WAIT_MS, Clerk, accessible_names
from tests.ui.settings import sign_in_manager
from ui.pages.imports.page import ImportPage
from ui.texts import imports as texts

SAMPLE = Path(__file__).parents[2] / "services" / "imports" / "samples" / "dealer-export.xlsx"
SHEET = """شماره درخواست,شماره ملی,نام مشتری,شماره همراه,نوع خودرو,قیمت مصوب,وضعیت قرارداد
R990001,0790419904,محمدرضا چگینی,09133456789,جک J4,1000000000,ثبت درخواست
R990002,1111111111,بی کد,09133456780,جک J4,1000000000,ثبت درخواست
"""


def open_import(clerk: Clerk) -> ImportPage:
    sign_in_manager(clerk)
    clerk.counter.navigate.open_import()
    page = clerk.page
    assert isinstance(page, ImportPage)
    return page


def write_sheet(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def count_orders(clerk: Clerk) -> int:
    from dealer_app.services.orders import orders

    return len(clerk.read(orders.list_order_ids))


def test_dry_run_stores_nothing_and_import_stores_the_reported_rows(clerk: Clerk, tmp_path: Path) -> None:
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


def test_file_that_is_no_export_is_refused_with_the_reason(clerk: Clerk, tmp_path: Path) -> None:
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


class Held:
    """Holds an import between two batches until it is released."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._may_start, self._may_go_on = Event(), Event()
        clerk.counter.tasks.run_slow(clerk.counter, lambda _desktop: self._may_start.wait(60), lambda _is_set: None)

    def hold(self, page: ImportPage) -> None:
        """Let the run of ``page`` start, and wait until its first batch is done and shown."""
        assert page._watch is not None
        page._watch.progressed.connect(
            lambda _done, _total: self._may_go_on.wait(60), Qt.ConnectionType.DirectConnection
        )
        self._may_start.set()
        self._clerk.qtbot.waitUntil(lambda: page.running.bar.value() == BATCH_ROWS, timeout=WAIT_MS)

    def release(self) -> None:
        """Let the run continue."""
        self._may_go_on.set()


def test_stopped_import_reports_the_stored_rows_and_can_continue(clerk: Clerk) -> None:
    before = count_orders(clerk)
    page = open_import(clerk)
    page.try_file(SAMPLE)
    clerk.until(lambda: page.report is not None)
    assert page.report is not None
    promised = page.report.accepted
    held = Held(clerk)
    clerk.press(Qt.Key.Key_Return)
    held.hold(page)
    assert QApplication.focusWidget() is page.running.stop
    clerk.press(Qt.Key.Key_Return)
    assert not page.running.stop.isEnabled()
    held.release()
    clerk.until(lambda: page._watch is None)
    report = page.report
    assert report is not None
    assert report.was_stopped
    assert 0 < report.accepted < promised
    assert count_orders(clerk) == before + report.accepted
    assert group_digits(report.accepted) in page.outcome.text
    assert group_digits(BATCH_ROWS) in page.outcome.text
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: page.report is not report)
    assert count_orders(clerk) == before + promised


def test_stopped_dry_run_reports_that_nothing_is_stored(clerk: Clerk) -> None:
    before = count_orders(clerk)
    page = open_import(clerk)
    held = Held(clerk)
    page.try_file(SAMPLE)
    held.hold(page)
    clerk.press(Qt.Key.Key_Return)
    held.release()
    clerk.until(lambda: page.report is not None)
    assert page.outcome.text == texts.TEST_STOPPED.format(rows=group_digits(BATCH_ROWS))
    assert count_orders(clerk) == before


def drop(page: ImportPage, url: QUrl) -> bool:
    """Drag ``url`` over the page and drop it; return whether the page accepted it."""
    load = QMimeData()
    load.setUrls([url])
    how = (Qt.DropAction.CopyAction, load, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(200, 200), *how)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), *how))
    return enter.isAccepted()


def test_dropped_file_gets_a_dry_run(clerk: Clerk, tmp_path: Path) -> None:
    page = open_import(clerk)
    assert drop(page, QUrl.fromLocalFile(str(write_sheet(tmp_path))))
    clerk.until(lambda: page.report is not None)
    assert page.report is not None
    assert page.report.is_dry_run
    assert page.report.accepted == 1


def test_dropped_web_address_or_folder_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    before = count_orders(clerk)
    page = open_import(clerk)
    assert not drop(page, QUrl("https://example.com/export.xlsx"))
    drop(page, QUrl.fromLocalFile(str(tmp_path)))
    clerk.until(lambda: page._watch is None)
    assert page.fault.text
    assert count_orders(clerk) == before


def test_file_dropped_during_a_run_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    page = open_import(clerk)
    held = Held(clerk)
    page.try_file(SAMPLE)
    held.hold(page)
    assert not drop(page, QUrl.fromLocalFile(str(write_sheet(tmp_path))))
    held.release()
    clerk.until(lambda: page.report is not None)
    assert page.path == SAMPLE


def test_columns_sheets_and_rows_that_are_not_read_are_named_before_anything_is_stored(
    clerk: Clerk, tmp_path: Path
) -> None:
    heading, *rows = (line.split(",") for line in SHEET.splitlines())
    table: list[Sequence[object]] = [[*heading, "امتیاز مشتری"], *rows, ["جمع کل", 5]]
    sheets = {"جاری": table_xml(table), "قدیم": table_xml(table)}
    before = count_orders(clerk)
    page = open_import(clerk)
    page.try_file(write_parts(tmp_path / "a.xlsx", sheets, states={"قدیم": "hidden"}))
    clerk.until(lambda: page.report is not None)
    assert page.remarks.isVisible()
    assert all(name in page.remarks.text for name in ("امتیاز مشتری", "قدیم"))
    assert not page.right.isVisible()
    last = page.notes_model.rowCount() - 1
    shown = [str(page.notes_model.data(page.notes_model.index(last, column))) for column in range(4)]
    assert (shown[0], shown[1]) == ("۴", texts.KINDS["left_out"])
    assert count_orders(clerk) == before


def test_scaled_amounts_are_stored_only_after_a_mark(clerk: Clerk, tmp_path: Path) -> None:
    before = count_orders(clerk)
    path = tmp_path / "toman.csv"
    path.write_text(SHEET.replace("قیمت مصوب", "قیمت مصوب (تومان)"), encoding="utf-8")
    page = open_import(clerk)
    page.try_file(path)
    clerk.until(lambda: page.report is not None)
    assert page.right.hasFocus()
    clerk.press(Qt.Key.Key_Return)
    assert not page.right.isChecked()
    page.import_now()
    clerk.settle()
    assert count_orders(clerk) == before
    page.right.setFocus()
    clerk.press(Qt.Key.Key_Space)
    page.go.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: page.report is not None and not page.report.is_dry_run)
    assert count_orders(clerk) == before + 1
