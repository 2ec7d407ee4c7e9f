"""Paint what is paid when: a bar for each payment, at its place in time."""

from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_app.domain.plans import words
from dealer_app.domain.plans.schedule import PlanPayment, months_between
from resources.texts.sentences.signs import JOIN
from ui.look.theme import theme
from ui.texts import plans as texts
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.plain import set_tip

HEIGHT, LEAST_BAR, SLOT, MOST_SLOTS = 46, 3, 10, 24


class PaymentBars(QWidget):
    """Bars of one plan, the first payment at the right; ``most`` is the highest amount of all plans side by side."""

    def __init__(self, payments: tuple[PlanPayment, ...], today: date, slots: int, most: int) -> None:
        super().__init__()
        self._payments, self._most, self._slots = payments, max(most, 1), max(slots, 1)
        self._places = [_slot_of(payment, today, self._slots) for payment in payments]
        parts = [texts.BAR.format(when=words.payment_words(one), amount=words.amount_words(one)) for one in payments]
        set_tip(self, "\n".join(parts))
        self.setAccessibleName(texts.BAR_NAME.format(parts=JOIN.join(parts)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, height = self.width() / self._slots, self.height() - theme.px(3)
        gap = min(theme.px(4), width / 4)
        for slot in range(self._slots):
            left = self.width() - (slot + 1) * width
            painter.fillRect(QRectF(left + gap / 2, height, width - gap, theme.px(1.5)), theme.color("line"))
        heights: dict[int, int] = {}
        for payment, slot in zip(self._payments, self._places, strict=True):
            heights[slot] = heights.get(slot, 0) + payment.amount
        tallest = max(self._most, *heights.values()) if heights else 1
        for slot, amount in heights.items():
            tall = max(height * amount / tallest, theme.px(LEAST_BAR))
            left = self.width() - (slot + 1) * width
            bar = QRectF(left + gap / 2, height - tall, width - gap, tall)
            fill_rounded(painter, bar, theme.px(2), theme.color("accent"))
        painter.end()


def slots_of(payments: tuple[PlanPayment, ...], today: date) -> int:
    """Return how many places of time the bars of a plan need."""
    known = [months_between(today, one.on) for one in payments if one.on is not None]
    later = any(one.on is None for one in payments)
    return min(max((*known, 0)) + 1 + 2 * later, MOST_SLOTS)


def _slot_of(payment: PlanPayment, today: date, slots: int) -> int:
    """Return the month of a payment; an event without a day stands at the end."""
    return slots - 1 if payment.on is None else min(months_between(today, payment.on), slots - 1)
