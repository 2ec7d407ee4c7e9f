"""Show beside the registration similar customers and the state of activation."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.customers import CustomerKind, SimilarCustomer
from dealer_app.domain.persian import isolate
from dealer_app.domain.required import field_label, required_fields
from ui.texts import registration as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class SimilarCard(Card):
    """One similar customer; ``opened`` opens the file, ``dismissed`` rules the person out."""

    opened = Signal(object)
    dismissed = Signal(object)

    def __init__(self, similar: SimilarCustomer) -> None:
        super().__init__()
        column = self.column(margin=12, gap=4)
        column.addWidget(make_label(similar.name, "section", wraps=True))
        code = texts.SIMILAR_CODE.format(code=isolate(similar.masked_national_code), city=similar.city)
        column.addWidget(make_label(code.rstrip("· "), "small", wraps=True))
        if similar.last_order:
            column.addWidget(make_label(similar.last_order, wraps=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        open_file = KeyCapButton(texts.OPEN_FILE)
        other = KeyCapButton(texts.OTHER_PERSON)
        open_file.clicked.connect(lambda: self.opened.emit(similar.id))
        other.clicked.connect(lambda: self.dismissed.emit(similar.id))
        buttons.addWidget(open_file)
        buttons.addWidget(other)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)


class RegistrationSide(Card):
    """Panel at the left of the form."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._dismissed: set[object] = set()
        self._similar: tuple[SimilarCustomer, ...] = ()
        column = self.column(gap=6)
        self._title = make_label(texts.SIMILAR_NONE_TITLE, "section", wraps=True)
        self._reason = make_label(texts.SIMILAR_NONE, "small", wraps=True)
        column.addWidget(self._title)
        column.addWidget(self._reason)
        self._people = QWidget()
        self._list = QVBoxLayout(self._people)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        column.addWidget(self._people)
        column.addSpacing(12)
        column.addWidget(make_label(texts.NEEDED_TITLE, "section"))
        self._needed = make_label("", "small", wraps=True)
        column.addWidget(self._needed)
        column.addSpacing(12)
        column.addWidget(make_label(texts.ACTIVATION_TITLE, "section"))
        column.addWidget(Badge(texts.ACTIVATION_WAITS, "amber", "clock"))
        column.addWidget(make_label(texts.ACTIVATION_WORDS, "small", wraps=True))
        column.addStretch(1)

    def show_needed(self, kind: CustomerKind) -> None:
        """Name the fields that a registration of this kind needs, and whether that list is still a sample."""
        rows = required_fields()[kind]
        words = texts.COMMA.join(field_label(kind, row.field) for row in rows)
        self._needed.setText(words + (texts.NEEDED_SAMPLE if any(row.is_sample for row in rows) else ""))

    def show_similar(self, similar: Sequence[SimilarCustomer]) -> None:
        """Show similar customers without those that the clerk has ruled out."""
        self._similar = tuple(similar)
        shown = [one for one in self._similar if one.id not in self._dismissed][:2]
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in shown:
            self._add(one)
        reasons = sorted({reason for one in shown for reason in one.reasons})
        self._title.setText(texts.SIMILAR_TITLE if shown else texts.SIMILAR_NONE_TITLE)
        words = texts.AND.join(texts.SIMILAR_REASONS.get(reason, reason) for reason in reasons)
        self._reason.setText(texts.SIMILAR_REASON.format(reasons=words) if shown else texts.SIMILAR_NONE)

    def _add(self, similar: SimilarCustomer) -> None:
        card = SimilarCard(similar)
        card.opened.connect(self.opened)
        card.dismissed.connect(self._dismiss)
        self._list.addWidget(card)

    def _dismiss(self, customer_id: object) -> None:
        self._dismissed.add(customer_id)
        self.show_similar(self._similar)
