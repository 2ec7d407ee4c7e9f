"""Show a figure on the rail: counted soon after a change and after a sign-in, and again as time passes."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

from dealer_app.domain.changes import Changes
from dealer_app.domain.money import group_digits
from ui.page_kit.context import Context
from ui.page_kit.page_clock import PageClock
from ui.shell.window import Window
from ui.texts.deadlines import MORE
from ui.texts.shell import PLACES

PAUSE_MS, MOST = 600, 99


@dataclass(frozen=True, slots=True)
class Figure:
    """What a badge shows: how many, in which tone (amber or red), and what a screen reader says of ``count``."""

    total: int
    tone: str
    said: str  # with {word} and {count}


NOTHING = Figure(0, "red", "")


class RailBadge(QObject):
    """Base of the badges; ``count`` reads and calls ``show_figure``."""

    place: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]
    """Kinds of rows whose change may change the figure."""

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self.context, self._window = context, window
        self.clock = PageClock(self, context.on_duty, context.tasks)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        context.change_bus.changed.connect(self._on_changes)
        context.on_duty.changed.connect(self._on_session)

    def count(self) -> None:
        """Read the figure and show it."""
        raise NotImplementedError

    def look(self) -> None:
        """Count now, unless the counter is locked or closing."""
        self._pause.stop()
        if not (self.context.on_duty.is_locked or self.context.tasks.is_closing):
            self.count()

    def show_figure(self, figure: Figure) -> None:
        """Show a figure on the rail's entry; none for zero."""
        shown = f"{group_digits(MOST)}{MORE}" if figure.total > MOST else group_digits(figure.total)
        word = PLACES[self.place]
        button = self._window.shell.rail.buttons[self.place]
        name = figure.said.format(word=word, count=shown) if figure.total else word
        button.show_badge(shown if figure.total else "", name, figure.tone)

    def _on_changes(self, changes: Changes) -> None:
        if changes.has(*self.kinds):
            self._pause.start()

    def _on_session(self) -> None:
        if not self.context.on_duty.is_locked:
            self._pause.start()
