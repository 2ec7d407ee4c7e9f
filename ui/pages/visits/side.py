"""Show beside the form the sentence to read aloud and the waiting list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.orders.orders import OrderDetails
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.pages.visits.waiting import WaitingPanel
from ui.texts import visits as texts
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label, make_mark
from ui.widgets.words.plain import say_plain


class ReadAloud(Card):
    """The order's sentence: the same words that the slip prints."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken = ""
        column = self.column(margin=16, gap=8)
        column.addWidget(make_label(texts.READ_ALOUD, "section"))
        self._sheet = Card()
        row = self._sheet.row(margin=12, gap=10)
        self._mark = make_mark()
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.words = make_label("", wraps=True)
        row.addWidget(self.words, 1)
        column.addWidget(self._sheet)
        self._next = make_label("", "small", wraps=True)
        column.addWidget(self._next)
        theme.changed.connect(self._draw)
        self.show_order(None)

    def show_order(self, order: OrderDetails | None) -> None:
        """Show the sentence of an order, or that there is none."""
        self.spoken = order.card.spoken if order is not None else ""
        words = texts.QUOTED.format(spoken=self.spoken) if self.spoken else texts.NOTHING_TO_READ
        say_plain(self.words, words)
        self.words.setAccessibleName(words)
        step = order.card.next_step if order is not None else ""
        self._next.setText(texts.NEXT_STEP.format(step=step))
        self._next.setVisible(bool(step))
        self._draw()

    def _draw(self) -> None:
        self._sheet.set_ground("accent_soft" if self.spoken else "field", "")
        self._mark.setPixmap(pixmap("megaphone", "accent" if self.spoken else "muted", 18))


class VisitSide(QWidget):
    """Both cards, one above the other."""

    def __init__(self) -> None:
        super().__init__()
        self.aloud, self.waiting = ReadAloud(), WaitingPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.aloud)
        column.addWidget(self.waiting, 1)
