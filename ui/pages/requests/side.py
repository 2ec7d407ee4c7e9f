"""The plan that is ordered, as it will be frozen: price, each payment, delivery, rates, conditions."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider

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
_ACTION = QAbstractSlider.SliderAction
_STEPS = {
    Qt.Key.Key_Down: _ACTION.SliderSingleStepAdd,
    Qt.Key.Key_Up: _ACTION.SliderSingleStepSub,
    Qt.Key.Key_PageDown: _ACTION.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _ACTION.SliderPageStepSub,
    Qt.Key.Key_Home: _ACTION.SliderToMinimum,
    Qt.Key.Key_End: _ACTION.SliderToMaximum,
}


class PlanSide(Card):
    """Panel beside the form, or below it where both have no room beside each other."""

    def __init__(self) -> None:
        super().__init__()
        column = self.column(margin=16, gap=10)
        self._title = make_label(texts.SIDE, "section", wraps=True)
        self.lines = PlanLines()
        self.area = make_scrolled(self.lines)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll it
        self.setAccessibleName(texts.SIDE)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_focus_ring(QPainter(self), QRectF(self.rect()), 12)
