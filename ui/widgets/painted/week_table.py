"""Paint the hours of a week as a small table: one row a day from Saturday on, today marked."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_app.domain.directory.hours import NO_HOURS, WeekHours, day_text
from resources.texts.directory import WEEK
from ui.look.theme import theme
from ui.texts import directory as words
from ui.widgets.painted.painting import fill_rounded

ROW, DAY_WIDTH, PADDING = 23, 84, 10


class WeekTable(QWidget):
    """The seven days with their intervals; ``today`` is the row of today (0 for Saturday), -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week = NO_HOURS
        self._today = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_week(self, week: WeekHours, today: int = -1) -> None:
        """Show another week."""
        self._week, self._today = week, today
        self.setAccessibleName("\n".join(self.lines()))
        self.updateGeometry()
        self.update()

    def lines(self) -> tuple[str, ...]:
        """Return the rows as a screen reader says them."""
        return tuple(
            words.DAY_ROW.format(day=day, times=day_text(times))
            for day, times in zip(WEEK, self._week.days, strict=True)
        )

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size with room for every word."""
        metrics = QFontMetrics(theme.font(13, 500))
        widest = max(metrics.horizontalAdvance(day_text(times)) for times in self._week.days)
        return QSize(theme.px(DAY_WIDTH + 2 * PADDING) + widest, 7 * theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each day at the right, its times beside it; a closed day is muted."""
        painter = QPainter(self)
        height, padding = theme.px(ROW), theme.px(PADDING)
        for at, times in enumerate(self._week.days):
            row = QRectF(0, at * height, self.width(), height)
            is_today = at == self._today
            if is_today:
                fill_rounded(painter, row, theme.px(6), theme.color("accent_soft"))
            inner = row.adjusted(padding, 0, -padding, 0)
            day = QRectF(inner.right() - theme.px(DAY_WIDTH), inner.top(), theme.px(DAY_WIDTH), height)
            painter.setFont(theme.font(13, 700 if is_today else 400))
            painter.setPen(theme.color("accent" if is_today else "muted"))
            painter.drawText(day, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, WEEK[at])
            painter.setPen(theme.color("text" if times else "muted"))
            painter.setFont(theme.font(13, 500 if times else 400))
            rest = inner.adjusted(0, 0, -theme.px(DAY_WIDTH), 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, day_text(times))
