"""Follow a print through the printer's queue: «در صف» until it has left the queue, and why it waits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dealer_app.domain.errors import CodedError, sentence
from ui.operations import papers
from ui.page_kit.page import Page
from ui.texts import papers as texts

if TYPE_CHECKING:
    from ui.printing.queues import QueueLook

FIRST_MS, LONGEST_MS, LOOKS = 300, 5_000, 40
"""The pause before the first look grows to the longest one; after so many looks the state stays as it was said."""


class Following(QObject):
    """Looks at the queue of the last print until its job has left it.

    ``printed`` fires if it left a queue that was never held, ``held`` carries the sentence why it waits, "" if it waits
    no longer, ``left`` fires if it left a queue that was held: it was printed later, or taken out.
    """

    printed = Signal()
    held = Signal(str)
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._printer = self._job = ""
        self._was_held = False
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def follow(self, printer: str, job: str) -> None:
        """Follow another job; the one before is no longer followed."""
        self._printer, self._job = printer, job
        self._was_held, self._looks = False, 0
        self._look()

    def _look(self) -> None:
        job = self._job
        papers.look_at_queue(
            self._page,
            self._printer,
            job,
            lambda look: self._on_look(look) if job == self._job else None,
            lambda error: self._on_fault(error) if job == self._job else None,
        )

    def _on_look(self, look: "QueueLook") -> None:
        if look.is_waiting:
            self._was_held = self._was_held or look.is_held
            self.held.emit(_why(self._printer, look) if look.is_held else "")
            self._wait()
        elif self._was_held:
            self.held.emit("")
            self.left.emit()
        else:
            self.printed.emit()

    def _on_fault(self, error: Exception) -> None:
        self._was_held = True
        self.held.emit(sentence(error) if isinstance(error, CodedError) else "")
        self._wait()

    def _wait(self) -> None:
        self._looks += 1
        if self._looks < LOOKS:
            self._timer.start(min(FIRST_MS * 2 ** min(self._looks, 8), LONGEST_MS))


def _why(printer: str, look: "QueueLook") -> str:
    """Return the sentence that names the printer and what it waits for."""
    reasons = [texts.ALERTS.get(alert, texts.OTHER_ALERT.format(alert=alert)) for alert in look.alerts]
    if look.is_stopped:
        stopped = texts.STOPPED_BECAUSE.format(said=look.said) if look.said else texts.STOPPED
        reasons.insert(0, stopped)
    return texts.HELD.format(printer=printer, why=texts.BETWEEN_ALERTS.join(reasons))
