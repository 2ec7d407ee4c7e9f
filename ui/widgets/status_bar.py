"""The quiet line below: dealership and counter, Jalali date and time, and what waits for head office."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_app.domain.jalali import format_jalali_long
from dealer_app.domain.persian import persian_digits
from ui.clock import local_now
from ui.texts import shell as words
from ui.theme import theme
from ui.widgets.labels import make_label

HEIGHT = 30


class StatusBar(QWidget):
    """Three facts in small type; neutral, because offline is normal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.STATUS_BAR)
        self.place = make_label("", "small")
        self.time = make_label("", "small")
        self.sync = make_label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.place)
        row.addSpacing(14)
        row.addWidget(self.time)
        row.addStretch(1)
        row.addWidget(_Dot())
        row.addWidget(self.sync)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.show_time)
        self._clock.start(5000)
        self.show_time()
        self.show_queue(0)
        theme.changed.connect(self._resize)
        self._resize()

    def show_place(self, dealership_code: str, counter: str) -> None:
        """Say where this counter stands."""
        known = words.DEALERSHIP_AT_COUNTER.format(code=persian_digits(dealership_code), counter=counter)
        self.place.setText(known.rstrip(" ·") if dealership_code else words.NO_DEALERSHIP)

    def show_time(self) -> None:
        """Show the PC's date and time in Jalali."""
        now = local_now()
        clock = persian_digits(f"{now:%H:%M}")
        self.time.setText(f"{format_jalali_long(now.date())} · {clock}")

    def show_queue(self, count: int) -> None:
        """Say how many documents wait for head office."""
        text = words.SYNC_QUEUED.format(count=persian_digits(str(count))) if count else words.SYNC_EMPTY
        self.sync.setText(text)

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet and its upper hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("card"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, 0, self.width(), 0)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        painter.drawEllipse(QRectF(self.rect()))
