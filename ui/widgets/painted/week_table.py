"""Paint the hours of a week as a small table: one row a day from Saturday on, today marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_app.domain.directory.hours import DAYS, NO_HOURS, Interval, WeekHours, day_text, interval_text
from resources.texts.directory import WEEK
from ui.look.theme import theme
from ui.texts import directory as words
from ui.widgets.painted.painting import fill_rounded

ROW, DAY_WIDTH, PADDING = 23, 74, 10
PLACE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


class WeekTable(QWidget):
    """The seven days with their intervals; ``today`` is the row of today (0 for Saturday), -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week = NO_HOURS
        self._today = -1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        """Return a size with every day on one line."""
        width = self._width_of([day_text(times) for times in self._week.days])
        return QSize(width, DAYS * theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        """Return a size for a narrow place, in which each interval has its own line."""
        width = self._width_of([line for times in self._week.days for line in _lines(times)])
        return QSize(width, DAYS * theme.px(ROW))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all days."""
        return sum(self._heights(width))

    def _width_of(self, texts: list[str]) -> int:
        metrics = QFontMetrics(theme.font(13, 500))
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return theme.px(DAY_WIDTH + 2 * PADDING) + widest + 2

    def _heights(self, width: int) -> list[int]:
        is_narrow = width < self.sizeHint().width()
        return [theme.px(ROW) * (len(_lines(times)) if is_narrow else 1) for times in self._week.days]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each day at the right, its times beside it; a closed day is muted."""
        painter = QPainter(self)
        is_narrow = self.width() < self.sizeHint().width()
        top = 0
        for at, (times, height) in enumerate(zip(self._week.days, self._heights(self.width()), strict=True)):
            row = QRectF(0, top, self.width(), height)
            top += height
            is_today = at == self._today
            if is_today:
                fill_rounded(painter, row, theme.px(6), theme.color("accent_soft"))
            inner = row.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
            day = QRectF(inner.right() - theme.px(DAY_WIDTH), inner.top(), theme.px(DAY_WIDTH), height)
            painter.setFont(theme.font(13, 700 if is_today else 400))
            painter.setPen(theme.color("accent" if is_today else "muted"))
            painter.drawText(day, PLACE, WEEK[at])
            painter.setPen(theme.color("text" if times else "muted"))
            painter.setFont(theme.font(13, 500 if times else 400))
            rest = inner.adjusted(0, 0, -theme.px(DAY_WIDTH), 0)
            painter.drawText(rest, PLACE, "\n".join(_lines(times)) if is_narrow else day_text(times))


def _lines(times: Sequence[Interval]) -> list[str]:
    """Return the intervals of a day, each on its own line."""
    return [interval_text(one) for one in times] or [day_text(times)]
