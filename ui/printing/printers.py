"""Send a committed paper to a printer: the PDF itself by ``lp``, else a picture at the printer's resolution.

Call it on a lane. A fault contains the printer's name and its message; the page that asked keeps the PDF.
"""

import shutil
import subprocess

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dealer_app.domain.errors import EnvironmentFault
from ui.printing.pdf_pages import page_pictures

QUEUE_TIMEOUT_S = 20
PAPERS = ("A4", "A5")


def list_printers() -> tuple[str, ...]:
    """Return the names of the printers of this PC, the default one first."""
    if shutil.which("lpstat"):
        return _cups_printers()
    default = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: name != default))


def print_pdf(pdf: bytes, printer: str, paper: str, title: str) -> None:
    """Send ``pdf`` to the queue of ``printer``; return once the queue accepted it, else raise EnvironmentFault."""
    if not printer:
        raise EnvironmentFault("printer_none")
    if shutil.which("lp"):
        _send_to_queue(pdf, printer, paper, title)
    else:
        _paint_on(_open_printer(printer, paper, title), pdf, printer)


def _cups_printers() -> tuple[str, ...]:
    listed = _run(["lpstat", "-e"])
    default = _run(["lpstat", "-d"]).stdout.rpartition(":")[2].strip()
    names = listed.stdout.split()
    return tuple(sorted(names, key=lambda name: name != default))


def _run(command: list[str], data: bytes | None = None) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(  # noqa: S603 - fixed program, the printer's name is one argument
        command, input=data, capture_output=True, timeout=QUEUE_TIMEOUT_S, check=False, env=_plain_environment()
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    )


def _plain_environment() -> dict[str, str]:
    import os

    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _send_to_queue(pdf: bytes, printer: str, paper: str, title: str) -> None:
    command = ["lp", "-d", printer, "-t", title, "-o", f"media={paper}", "-o", "fit-to-page", "--", "-"]
    try:
        answer = _run(command, pdf)
    except subprocess.TimeoutExpired as late:
        raise EnvironmentFault("printer_silent", printer=printer, seconds=QUEUE_TIMEOUT_S) from late
    if answer.returncode != 0:
        said = answer.stderr.strip() or answer.stdout.strip() or str(answer.returncode)
        raise EnvironmentFault("printer_refused", printer=printer, said=said)


def _open_printer(printer: str, paper: str, title: str) -> QPrinter:
    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        raise EnvironmentFault("printer_unknown", printer=printer)
    device = _configured(QPrinter(info, QPrinter.PrinterMode.HighResolution), paper)
    device.setDocName(title)
    return device


def _configured(device: QPrinter, paper: str) -> QPrinter:
    size = QPageSize(QPageSize.PageSizeId.A5 if paper == "A5" else QPageSize.PageSizeId.A4)
    device.setPageSize(size)
    device.setFullPage(True)
    return device


def _turn_to(device: QPrinter, picture: QImage) -> None:
    is_wide = picture.width() > picture.height()
    way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    device.setPageOrientation(way)


def _paint_on(device: QPrinter, pdf: bytes, name: str) -> None:
    pictures = page_pictures(pdf, min(device.resolution(), 600))
    _turn_to(device, pictures[0])
    painter = QPainter()
    if not painter.begin(device):
        raise EnvironmentFault("printer_refused", printer=name, said="QPrinter")
    for index, picture in enumerate(pictures):
        if index and not device.newPage():
            painter.end()
            raise EnvironmentFault("printer_refused", printer=name, said="QPrinter")
        _paint_page(painter, device, picture)
    painter.end()


def _paint_page(painter: QPainter, device: QPrinter, picture: QImage) -> None:
    room = device.paperRect(QPrinter.Unit.DevicePixel)
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    painter.drawImage(QRectF((room.width() - width) / 2, 0, width, height), picture)
