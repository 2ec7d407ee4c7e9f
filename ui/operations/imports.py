"""Runs an import on the slow lane, with progress and cancel."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from dealer_app.desktop import Desktop
from dealer_app.domain.changes import Written
from dealer_app.domain.imports import ImportReport
from ui.page_kit.page import Page


class ImportWatch(QObject):
    """Carries progress to the screen and a cancel to the lane; one for each run."""

    progressed = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()

    def stop(self) -> None:
        """Ask the import to end after the batch under way."""
        self._stop.set()

    def report(self, done: int, total: int) -> bool:
        """Report progress to the screen; return False if the import should stop. Called on the lane."""
        if not self._stop.is_set():
            self.progressed.emit(done, total)
        return not self._stop.is_set()


def run_import(
    page: Page,
    path: Path,
    watch: ImportWatch,
    *,
    is_dry_run: bool,
    on_done: Callable[[ImportReport], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Import ``path``, or only try it; changes are published even if this page was closed."""

    def done(written: Written[ImportReport]) -> None:
        page.context.change_bus.publish(written.changes)
        if page.is_alive():
            on_done(written.value)

    def failed(error: Exception) -> None:
        if page.is_alive():
            on_error(error)

    page.context.tasks.run_slow(
        page.context.change_bus, partial(_run_import, path=path, watch=watch, is_dry_run=is_dry_run), done, failed
    )


def write_error_sheet(
    page: Page,
    report: ImportReport,
    path: Path,
    on_done: Callable[[None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Write the rows that were refused, warned of or mended, each with its reason, to an xlsx file."""
    page.context.tasks.run_slow(page, partial(_write_error_sheet, report=report, path=path), on_done, on_error)


def _run_import(desktop: Desktop, path: Path, watch: ImportWatch, is_dry_run: bool) -> Written[ImportReport]:
    from dealer_app.services.imports import run as imports

    return imports.run_import(desktop, path, dry_run=is_dry_run, progress=watch.report)


def _write_error_sheet(_desktop: Desktop, report: ImportReport, path: Path) -> None:
    from dealer_app.services.imports import run as imports

    imports.write_error_sheet(report, path)
