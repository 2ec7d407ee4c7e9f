"""Send a committed paper to a printer: the PDF itself by ``lp``, else a picture at the printer's resolution.

Call it on a lane. A fault contains the printer's name and its message; the page that asked keeps the PDF.
"""

import shutil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dealer_app.domain.errors import EnvironmentFault
from ui.printing.pdf_pages import page_pictures
from ui.printing.programs import run
from ui.printing.queues import job_of

PAPERS = ("A4", "A5")
_MISSING = "does not exist"


def list_printers() -> tuple[str, ...]:
    """Return the names of the printers of this PC, the default one first.

    Raises EnvironmentFault ``print_service_silent``.
    """
    if shutil.which("lpstat"):
        return _cups_printers()
    default = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: name != default))


def print_pdf(pdf: bytes, printer: str, paper: str, title: str) -> str:
    """Send ``pdf`` to the queue of ``printer`` and return the id of its job, "" if the system names none.

    It returns once the queue accepted the job, which does not mean that it is printed: see ``look_at_queue``. Raises
    EnvironmentFault ``printer_none``, ``printer_unknown``, ``printer_silent``, ``printer_refused``.
    """
    if not printer:
        raise EnvironmentFault("printer_none")
    if shutil.which("lp"):
        return _send_to_queue(pdf, printer, paper, title)
    _paint_on(_open_printer(printer, paper, title), pdf, printer)
    return ""


def _cups_printers() -> tuple[str, ...]:
    listed = run(["lpstat", "-e"])
    default = run(["lpstat", "-d"]).stdout.rpartition(":")[2].strip()
    names = listed.stdout.split()
    return tuple(sorted(names, key=lambda name: name != default))


def _send_to_queue(pdf: bytes, printer: str, paper: str, title: str) -> str:
    command = ["lp", "-d", printer, "-t", title, "-o", f"media={paper}", "-o", "fit-to-page", "--", "-"]
    answer = run(command, printer, pdf)
    if answer.returncode == 0:
        return job_of(answer.stdout)
    if _MISSING in answer.stderr:
        raise EnvironmentFault("printer_unknown", printer=printer)
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
