"""Makes the preview of a paper and prints it in three steps.

A print is committed first (row, hash), then handed to the queue beside the database lane, then marked
«queued» or «failed»; «printed» is said only after the queue took it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper
from dealer_app.domain.settings import PrinterChoice, Settings
from ui.operations.base import Operation, write
from ui.operations.paper_summaries import PaperSummary, summary_of
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit
    from ui.printing.queues import QueueLook

PREVIEW_DPI = 150
FILE = "PDF"
"""Name recorded as the printer of a paper that is saved as a file."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """The content of the preview: facts, the PDF, its pages as pictures, its last print, where to attach."""

    facts: PaperSummary
    pdf: bytes
    pages: tuple[QImage, ...]
    copies: int
    choice: PrinterChoice
    place: AttachmentPlace | None


def show_paper(
    page: Page, ref: PaperRef, on_done: Callable[[PaperView], None], on_error: Callable[[Exception], None]
) -> None:
    """Read a paper and draw its preview."""
    page.context.tasks.run_read(page, partial(_show_paper, ref=ref), on_done, on_error)


def print_paper(page: Page, ref: PaperRef) -> Operation[PrintedPaper]:
    """Commit a print: its row, its number, the hash of its bytes."""
    return write(page, _print_paper, ref)


def send_to_printer(
    page: Page,
    printed: PrintedPaper,
    choice: PrinterChoice,
    on_done: Callable[[str], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Hand a committed print to the queue; the answer is its job, EnvironmentFault has the printer and its message."""
    page.context.tasks.run_slow(page, partial(_send_to_printer, printed=printed, choice=choice), on_done, on_error)


def look_at_queue(
    page: Page, printer: str, job: str, on_done: Callable[[QueueLook], None], on_error: Callable[[Exception], None]
) -> None:
    """Read whether a job still waits in its queue, and why."""
    page.context.tasks.run_slow(page, partial(_look_at_queue, printer=printer, job=job), on_done, on_error)


def mark_queued(page: Page, printed: PrintedPaper, choice: PrinterChoice) -> Operation[None]:
    """Record that the queue accepted a print, and remember printer and paper for this kind."""
    return write(page, _mark_queued, printed, choice)


def mark_saved(page: Page, printed: PrintedPaper) -> Operation[None]:
    """Record that a print was written as a file."""
    return write(page, _mark_saved, printed)


def mark_failed(page: Page, printed: PrintedPaper, printer: str, fault: EnvironmentFault) -> Operation[None]:
    """Record that a print did not reach the queue."""
    return write(page, _mark_failed, printed, printer, fault)


def _with_choice(settings: Settings, kind: PaperKind, choice: PrinterChoice) -> Settings:
    printers = {**settings.counter.printers, kind.value: choice}
    return replace(settings, counter=replace(settings.counter, printers=printers))


def _show_paper(unit: Unit, ref: PaperRef) -> PaperView:
    from dealer_app.documents.printing import preview_paper
    from dealer_app.services import settings
    from dealer_app.services.attachments.places import place_of_paper
    from dealer_app.services.prints import prints
    from ui.printing.pdf_pages import page_pictures

    facts = summary_of(unit, ref)
    pdf = preview_paper(unit, ref)
    choice = settings.get_settings(unit).counter.printers.get(ref.kind.value, PrinterChoice())
    copies, place = prints.count_prints(unit, ref), place_of_paper(unit, ref)
    return PaperView(facts, pdf, page_pictures(pdf, PREVIEW_DPI), copies, choice, place)


def _print_paper(unit: Unit, ref: PaperRef) -> PrintedPaper:
    from dealer_app.documents import printing

    printed: PrintedPaper = printing.print_paper(unit, ref)
    return printed


def _look_at_queue(_desktop: Desktop, printer: str, job: str) -> QueueLook:
    from ui.printing import queues

    return queues.look_at_queue(printer, job)


def _send_to_printer(_desktop: Desktop, printed: PrintedPaper, choice: PrinterChoice) -> str:
    from ui.printing import printers as printing

    return printing.print_pdf(printed.pdf, choice.printer, choice.paper, f"{printed.ref.kind} {printed.number}".strip())


def _mark_queued(unit: Unit, printed: PrintedPaper, choice: PrinterChoice) -> None:
    from dealer_app.services import settings
    from dealer_app.services.prints import prints

    prints.mark_print(unit, printed.print_id, "queued", choice.printer)
    known = settings.get_settings(unit)
    if known.counter.printers.get(printed.ref.kind.value) != choice:
        settings.save_settings(unit, _with_choice(known, printed.ref.kind, choice))


def _mark_saved(unit: Unit, printed: PrintedPaper) -> None:
    from dealer_app.services.prints import prints

    prints.mark_print(unit, printed.print_id, "printed", FILE)


def _mark_failed(unit: Unit, printed: PrintedPaper, printer: str, fault: EnvironmentFault) -> None:
    from dealer_app.services.prints import prints

    prints.mark_print(unit, printed.print_id, "failed", printer, str(fault.params.get("said", fault.code)))
