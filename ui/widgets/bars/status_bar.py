"""Show the status bar: dealership and counter, Jalali date and time, and the state of the line."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.persian import persian_digits
from ui.clock import local_now
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.line_mark import LineMark
from ui.widgets.words.labels import make_label

HEIGHT = 30


class StatusBar(QWidget):
    """Three facts in small type; the last is a button that opens the head office page."""

    line_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.STATUS_BAR)
        self.place = make_label("", "small")
        self.time = make_label("", "small")
        self.line = LineMark()
        self.line.clicked.connect(self.line_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.place)
        row.addSpacing(14)
        row.addWidget(self.time)
        row.addStretch(1)
        row.addWidget(self.line)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.show_time)
        self._clock.start(5000)
        self.show_time()
        theme.changed.connect(self._resize)
        self._resize()

    def show_place(self, dealership_code: str, counter: str) -> None:
        """Show the dealership code and the counter."""
        known = words.DEALERSHIP_AT_COUNTER.format(code=persian_digits(dealership_code), counter=counter)
        self.place.setText(known.rstrip(" ·") if dealership_code else words.NO_DEALERSHIP)

    def show_time(self) -> None:
        """Show the PC's date and time in Jalali."""
        now = local_now()
        clock = persian_digits(f"{now:%H:%M}")
        self.time.setText(f"{format_jalali_long(now.date())} · {clock}")

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background and the upper hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("card"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, 0, self.width(), 0)
