"""The plan that is ordered, as it will be frozen: price, each payment, delivery, rates, conditions."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from dealer_app.domain.plans.plans import PlanFields
from ui.look.theme import theme
from ui.page_kit.plan_lines import RIGHT_TO_LEFT, PlanLines
from ui.texts import requests as texts
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.painted.painting import draw_focus_ring
from ui.widgets.words.labels import make_label

WIDTH, LEAST_HEIGHT = 350, 160
QWIDGETSIZE_MAX = (1 << 24) - 1


class PlanSide(Card):
    """Panel beside the form, or below it where both have no room beside each other."""

    def __init__(self) -> None:
        super().__init__()
        column = self.column(margin=16, gap=10)
        self._title = make_label(texts.SIDE, "section", wraps=True)
        self.lines = PlanLines()
        self.area = make_scrolled(self.lines)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll it
        self.area.setAccessibleName(texts.SIDE)
        self.area.installEventFilter(self)
        column.addWidget(self._title)
        column.addWidget(self.area, 1)
        column.addWidget(make_label(texts.NOTE, "small", wraps=True))

    def show_plan(self, fields: PlanFields, today: date) -> None:
        """Show a plan, or what became of it."""
        self._title.setText(f"{fields.name} · {RIGHT_TO_LEFT}{fields.code}")
        self.lines.show_plan(fields, today)

    def fit(self, *, is_below: bool) -> None:
        """Take the whole width below the form, a column of its own beside it; the lines scroll in both."""
        width = theme.px(WIDTH)
        self.setMinimumWidth(0 if is_below else width)
        self.setMaximumWidth(QWIDGETSIZE_MAX if is_below else width)
        self.area.setMinimumHeight(theme.px(LEAST_HEIGHT) if is_below else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.area.hasFocus():
            draw_focus_ring(QPainter(self), QRectF(self.rect()), 12)
