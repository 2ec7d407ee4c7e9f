"""Show the waiting list beside a visit: who waits and how long, who was called, and the keys of the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.persian import persian_digits
from dealer_app.domain.waiting import Ticket, WaitingList
from resources.texts.visits import PURPOSES
from ui.texts import visits as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label


class WaitingPanel(Card):
    """The list of today; its signals carry the id of a ticket."""

    call_asked = Signal()
    skip_asked = Signal(object)
    take_back_asked = Signal(object)
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: WaitingList | None = None
        self._why_not = ""
        column = self.column(margin=16, gap=8)
        self._average = make_label("", "small")
        head = QHBoxLayout()
        head.addWidget(make_label(texts.WAITING, "section"))
        head.addStretch(1)
        head.addWidget(self._average)
        column.addLayout(head)
        self._nobody = make_label(texts.NOBODY, "small", wraps=True)
        column.addWidget(self._nobody, 1, Qt.AlignmentFlag.AlignTop)  # alone it leaves the heading at the top
        self._people = QWidget()
        self._rows = QVBoxLayout(self._people)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._area = make_scrolled(self._people)
        column.addWidget(self._area, 1)
        self.call = KeyCapButton(texts.CALL, icon_name="users", key="F9")
        self.call.clicked.connect(self.call_asked)
        self.undo = KeyCapButton(texts.UNDO, icon_name="undo-2", rank="quiet")
        self.undo.setAccessibleName(texts.UNDO_NAME)
        self.undo.clicked.connect(self.undo_asked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.call, 1)
        foot.addWidget(self.undo)
        column.addLayout(foot)

    def forbid(self, why: str) -> None:
        """Grey every button and say why; "" allows them again."""
        self._why_not = why
        for button in self.findChildren(KeyCapButton):
            button.forbid(why)

    def show_list(self, waiting: WaitingList) -> None:
        """Show the list anew, if anything changed; the button with the focus keeps it, or the next one gets it."""
        if waiting == self._shown:
            return
        self._shown = waiting
        focused = QApplication.focusWidget()
        name = focused.accessibleName() if focused is not None and self._people.isAncestorOf(focused) else ""
        self._fill(waiting)
        self.forbid(self._why_not)
        if name:
            self._focus(name)

    def _focus(self, name: str) -> None:
        buttons = [one for one in self._people.findChildren(KeyCapButton) if one.isVisibleTo(self._people)]
        same = [button for button in buttons if button.accessibleName() == name]
        first = next(iter((*same, *buttons)), self.call if self.call.isEnabled() else self.undo)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, waiting: WaitingList) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        rows = [
            *(_row(one, texts.NEXT_ONE if at == 0 else "", "amber") for at, one in enumerate(waiting.waiting)),
            *(self._with_answers(one, texts.CALLED, "accent") for one in reversed(waiting.called)),
            *(self._with_answers(one, texts.SKIPPED, "neutral") for one in waiting.skipped),
        ]
        for at, row in enumerate(rows):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addWidget(row)
            row.show()  # at once, not in the next round of events: its button may get the focus
        self._rows.addStretch(1)
        minutes = waiting.average_minutes
        words = "" if not minutes else texts.AVERAGE.format(minutes=persian_digits(str(minutes)))
        self._average.setText(words)
        self._nobody.setVisible(not rows)
        self._area.setVisible(bool(rows))
        self.call.setEnabled(bool(waiting.waiting))
        self.undo.setVisible(waiting.can_undo)

    def _with_answers(self, ticket: Ticket, tag: str, tone: str) -> QWidget:
        """Return the row of somebody who was called, with what can follow."""
        number = persian_digits(str(ticket.turn))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_row(ticket, tag, tone))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        back = KeyCapButton(texts.TAKE_BACK, rank="quiet")
        back.setAccessibleName(texts.TAKE_BACK_NAME.format(number=number))
        back.clicked.connect(lambda: self.take_back_asked.emit(ticket.id))
        if ticket.state == "called":
            skip = KeyCapButton(texts.SKIP, rank="quiet")
            skip.setAccessibleName(texts.SKIP_NAME.format(number=number))
            skip.clicked.connect(lambda: self.skip_asked.emit(ticket.id))
            buttons.addWidget(skip)
        buttons.addWidget(back)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return row


def _row(ticket: Ticket, tag: str, tone: str) -> QWidget:
    """Return number, name, purpose and waiting time of one ticket."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 4, 0, 4)
    line.setSpacing(12)
    line.addWidget(make_label(persian_digits(str(ticket.turn)), "title"), 0, Qt.AlignmentFlag.AlignVCenter)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(make_label(ticket.name or texts.UNNAMED, "strong", wraps=True))
    words.addWidget(make_label(_waits(ticket), "small", wraps=True))
    line.addLayout(words, 1)
    if tag:
        line.addWidget(Badge(tag, tone), 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _waits(ticket: Ticket) -> str:
    purpose = PURPOSES.get(ticket.purpose, ticket.purpose)
    if not ticket.minutes:
        return texts.TICKET_NOW.format(purpose=purpose)
    return texts.TICKET_LINE.format(purpose=purpose, minutes=persian_digits(str(ticket.minutes)))
