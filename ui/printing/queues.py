"""Read the state of a printer's queue: whether a job still waits in it, and why."""

import re
import shutil
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dealer_app.domain.errors import EnvironmentFault
from ui.printing.programs import run

_JOB = re.compile(r"request id is (\S+)")
_STOPPED = re.compile(r"^printer \S+ disabled since [^\n]*\n\s*([^\n]*)", re.MULTILINE)
_ALERTS = re.compile(r"^\s*Alerts:([^\n]*)", re.MULTILINE)
_QUIET = frozenset({"none", "paused", "cups-waiting-for-job-completed", "connecting-to-device"})
_SEVERITY = re.compile(r"-(error|warning|report)$")


@dataclass(frozen=True, slots=True)
class QueueLook:
    """What a queue says: whether the job waits, whether the queue is stopped, and the printer's alerts.

    ``alerts`` are IPP state reasons without severity («media-empty»); ``said`` is why a person stopped the queue.
    """

    is_waiting: bool
    is_stopped: bool = False
    alerts: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_held(self) -> bool:
        """Return whether the job waits for a person: the queue is stopped or the printer needs something."""
        return self.is_stopped or bool(self.alerts)


def job_of(answer: str) -> str:
    """Return the job's id from the answer of ``lp``, "" if it names none."""
    found = _JOB.search(answer)
    return found[1] if found else ""


def look_at_queue(printer: str, job: str) -> QueueLook:
    """Return the state of the queue of ``printer`` and of ``job`` in it; raises EnvironmentFault ``printer_silent``."""
    if not shutil.which("lpstat"):
        return _look_at_windows(printer)
    listed = run(["lpstat", "-W", "not-completed", "-o", printer], printer)
    is_waiting = not job or job in listed.stdout.split()
    told = run(["lpstat", "-l", "-p", printer], printer)
    if told.returncode != 0:
        raise EnvironmentFault("printer_unknown", printer=printer)
    stopped = _STOPPED.search(told.stdout)
    said = stopped[1].strip() if stopped else ""
    alerts = _ALERTS.search(told.stdout)
    words = alerts[1].replace(",", " ").split() if alerts else []
    return QueueLook(is_waiting, stopped is not None, tuple(_plain(words)), "" if said.startswith("Form") else said)


def _plain(alerts: list[str]) -> list[str]:
    return [reason for alert in alerts if (reason := _SEVERITY.sub("", alert)) not in _QUIET]


def _look_at_windows(printer: str) -> QueueLook:
    """Return what Qt knows of a printer: only whether it is in error; a job cannot be followed."""
    state = QPrinterInfo.printerInfo(printer).state()
    return QueueLook(is_waiting=True, is_stopped=state in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted})
