"""Show a calendar below a date field: weeks start on Saturday, only Fridays are red."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_long, from_jalali, month_length, to_jalali
from dealer_app.domain.persian import persian_digits
from resources.texts.calendar import MONTHS
from ui.look import icons
from ui.look.theme import theme
from ui.texts import forms as texts
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

DAYS_IN_WEEK = 7
FRIDAY_COLUMN = 6
WEEKS_SHOWN = 6
MONTHS_IN_YEAR = 12
_SATURDAY_SHIFT = 2  # from Python's Monday 0 to column 2


def column_of(day: date) -> int:
    """Return the column of ``day``: Saturday 0 … Friday 6."""
    return (day.weekday() + _SATURDAY_SHIFT) % DAYS_IN_WEEK


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, limited to the last day of that month."""
    year, month, number = to_jalali(day)
    index = year * MONTHS_IN_YEAR + (month - 1) + months
    year, month = index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1
    return from_jalali(year, month, min(number, month_length(year, month)))


class MonthGrid(QWidget):
    """Painted grid of the days of one month; arrows move, Enter picks."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.day = day
        self._today = today
        self._cell = max(self.fontMetrics().height() + 16, 34)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self._cell * DAYS_IN_WEEK, self._cell * (WEEKS_SHOWN + 1))
        self._name()

    def go_to(self, day: date) -> None:
        """Select ``day`` and show its month."""
        self.day = day
        self._name()
        self.moved.emit(day)
        self.update()

    def day_at(self, point: QPoint) -> date | None:
        """Return the day at ``point``; None outside the month."""
        for day, cell in self._cells():
            if cell.contains(point):
                return day
        return None

    def _name(self) -> None:
        self.setAccessibleName(texts.CALENDAR_OF.format(day=format_jalali_long(self.day)))

    def _cells(self) -> list[tuple[date, QRectF]]:
        year, month, _ = to_jalali(self.day)
        first = from_jalali(year, month, 1)
        shift = column_of(first)
        days = [first + timedelta(days=index) for index in range(month_length(year, month))]
        return [
            (day, self._rect(column_of(day), (shift + index) // DAYS_IN_WEEK + 1)) for index, day in enumerate(days)
        ]

    def _rect(self, column: int, row: int) -> QRectF:
        return QRectF(self.width() - (column + 1) * self._cell, row * self._cell, self._cell, self._cell)

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        inner = cell.adjusted(2, 2, -2, -2)
        role = "red" if column_of(day) == FRIDAY_COLUMN else "text"
        if day == self.day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(inner, 8, 8)
            role = "on_accent"
        elif day == self._today:
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 8, 8)
        painter.setPen(theme.color(role))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, persian_digits(str(to_jalali(day)[2])))

    def sizeHint(self) -> QSize:
        return QSize(self._cell * DAYS_IN_WEEK, self._cell * (WEEKS_SHOWN + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the letters of the weekdays and the days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, letter in enumerate(texts.WEEKDAY_LETTERS):
            painter.setPen(theme.color("red" if column == FRIDAY_COLUMN else "muted"))
            painter.drawText(self._rect(column, 0), Qt.AlignmentFlag.AlignCenter, letter)
        for day, cell in self._cells():
            self._paint_day(painter, day, cell)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.go_to(day)
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with arrows (left is later, as in right-to-left reading) and page keys, pick with Enter."""
        days = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self.go_to(self.day + timedelta(days=days[key]))
        elif key in months:
            self.go_to(add_months(self.day, months[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)


class JalaliPopup(QFrame):
    """Calendar of one month with buttons for the neighbouring months and years."""

    picked = Signal(object)

    def __init__(self, day: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.grid = MonthGrid(day, today)
        self.grid.picked.connect(self._on_picked)
        self.grid.moved.connect(self._on_moved)
        self._title = make_label("")
        self._title.setProperty("kind", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.grid)
        self._on_moved(day)

    def open_at(self, corner: QPoint) -> None:
        """Show the calendar with its top left corner at ``corner``, kept inside the screen."""
        area = self.screen().availableGeometry()
        size = self.sizeHint()
        self.move(
            max(area.left(), min(corner.x(), area.right() - size.width())),
            max(area.top(), min(corner.y(), area.bottom() - size.height())),
        )
        self.show()
        self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button by Enter; Esc closes the calendar."""
        focused = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._step("chevrons-right", texts.YEAR_BEFORE, -MONTHS_IN_YEAR))
        row.addWidget(self._step("chevron-right", texts.MONTH_BEFORE, -1))
        row.addWidget(self._title, 1)
        row.addWidget(self._step("chevron-left", texts.MONTH_AFTER, 1))
        row.addWidget(self._step("chevrons-left", texts.YEAR_AFTER, MONTHS_IN_YEAR))
        return row

    def _step(self, icon: str, words: str, months: int) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIcon(icons.icon(icon, "text"))
        button.setAccessibleName(words)
        set_tip(button, words)
        button.clicked.connect(lambda: self.grid.go_to(add_months(self.grid.day, months)))
        return button

    def _on_moved(self, day: date) -> None:
        year, month, _ = to_jalali(day)
        self._title.setText(f"{MONTHS[month - 1]} {persian_digits(str(year))}")

    def _on_picked(self, day: date) -> None:
        self.picked.emit(day)
        self.close()
