"""Beside the gate: a hatched place until it is open, then the status and the sentence to read aloud."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calls.calls import GateView
from dealer_app.domain.calls.gate import GateState
from dealer_app.domain.persian import document_number
from resources.texts.sentences.signs import UNKNOWN
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.one_of import OneOf
from ui.widgets.painted.avatar import Avatar
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.hatch import Hatch
from ui.widgets.words.directed import from_right
from ui.widgets.words.labels import make_label

FILE_KEY = "Ctrl+O"
TONE_ICONS = {"neutral": "info", "amber": "triangle-alert", "red": "circle-alert", "green": "circle-check"}


class StatusSide(Card):
    """What the caller may hear; ``file_wanted`` opens the file, and is offered only after the gate is open."""

    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar(UNKNOWN, 44)
        self.title = make_label(words.HIDDEN_TITLE, "title", wraps=True)
        self.under = make_label(words.HIDDEN_WHY, "small", wraps=True)
        self.hatch = Hatch(words.HIDDEN, words.HIDDEN_HINT)
        self.badge = Badge()
        self.deadline = Badge()
        self.spoken = make_label("", "title", wraps=True)
        self.next_step = make_label("", "body", wraps=True)
        self.file = KeyCapButton(words.OPEN_FILE, icon_name="folder-open", key=FILE_KEY)
        self.file.clicked.connect(self.file_wanted)
        self._parts = OneOf()
        self._told = self._make_told()
        self._lay_out()

    def show_gate(self, view: GateView) -> None:
        """Show the status if the gate is open, else nothing but why."""
        card = view.card
        if view.gate.state is not GateState.OPEN or card is None:
            self.avatar.show_name(UNKNOWN)
            self.title.setText(words.HIDDEN_TITLE)
            self.under.setText(words.HIDDEN_WHY)
            self._parts.show_only(self.hatch)
            return
        self.avatar.show_name(view.customer_name)
        self.title.setText(view.customer_name)
        request = document_number(view.request_number)
        self.under.setText(from_right(f"{view.car} · {words.REQUEST} {request}"))
        self.badge.show_words(card.name, card.tone, TONE_ICONS[card.tone])
        self.deadline.show_words(card.deadline_words, card.tone, "alarm-clock")
        self.deadline.setVisible(bool(card.deadline_words))
        self.spoken.setText(card.spoken)
        self.next_step.setText(card.next_step)
        self._parts.show_only(self._told)

    def _make_told(self) -> QWidget:
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(self.badge)
        marks.addWidget(self.deadline)
        marks.addStretch(1)
        column.addLayout(marks)
        column.addWidget(make_label(words.SPOKEN, "small"))
        read = Card(ground="accent_soft", border="")
        read.column(margin=14).addWidget(self.spoken)
        column.addWidget(read)
        column.addWidget(make_label(words.NEXT_STEP, "small"))
        column.addWidget(self.next_step)
        column.addStretch(1)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeading)
        return told

    def _lay_out(self) -> None:
        column = self.column(margin=18, gap=14)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.under)
        head.addLayout(names, 1)
        column.addLayout(head)
        self._parts.add(self.hatch)
        self._parts.add(self._told)
        column.addWidget(self._parts, 1)
