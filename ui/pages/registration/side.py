"""Show beside the registration similar customers and the state of activation."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.customers import CustomerDetails, CustomerKind, Difference, SimilarCustomer
from dealer_app.domain.persian import isolate
from dealer_app.domain.required import field_label, required_fields
from ui.page_kit.differences import DifferenceTable
from ui.texts import registration as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class SimilarCard(Card):
    """One similar customer; ``opened`` opens the file, ``dismissed`` rules the person out."""

    opened = Signal(object)
    dismissed = Signal(object)

    def __init__(self, similar: SimilarCustomer, kind: CustomerKind) -> None:
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
        if similar.differences:
            column.addSpacing(4)
            column.addWidget(DifferenceTable(kind, similar.differences))
        column.addSpacing(4)
        column.addLayout(buttons)


class RegistrationSide(Card):
    """Panel at the left of the form."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._dismissed: set[object] = set()
        self._similar: tuple[SimilarCustomer, ...] = ()
        self._kind = CustomerKind.NATURAL
        column = self.column(gap=6)
        self._known = QWidget()
        self._known_column = QVBoxLayout(self._known)
        self._known_column.setContentsMargins(0, 0, 0, 12)
        self._known_column.setSpacing(6)
        self._known.hide()
        column.addWidget(self._known)
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
        self._kind = kind
        rows = required_fields()[kind]
        words = texts.COMMA.join(field_label(kind, row.field) for row in rows)
        self._needed.setText(words + (texts.NEEDED_SAMPLE if any(row.is_sample for row in rows) else ""))

    def show_known(self, known: CustomerDetails | None, differing: Sequence[Difference]) -> None:
        """Show in which typed fields the file with the same code differs; None hides it."""
        _empty(self._known_column)
        self._known.setVisible(known is not None)
        if known is None:
            return
        self._known_column.addWidget(make_label(texts.KNOWN_TITLE.format(name=known.name), "section", wraps=True))
        if differing:
            self._known_column.addWidget(DifferenceTable(known.fields.kind, differing))
        else:
            self._known_column.addWidget(make_label(texts.DIFFERENCES_NONE, "small", wraps=True))

    def show_similar(self, similar: Sequence[SimilarCustomer]) -> None:
        """Show similar customers without those that the clerk has ruled out."""
        self._similar = tuple(similar)
        shown = [one for one in self._similar if one.id not in self._dismissed][:2]
        _empty(self._list)
        for one in shown:
            self._add(one)
        reasons = sorted({reason for one in shown for reason in one.reasons})
        self._title.setText(texts.SIMILAR_TITLE if shown else texts.SIMILAR_NONE_TITLE)
        words = texts.AND.join(texts.SIMILAR_REASONS.get(reason, reason) for reason in reasons)
        self._reason.setText(texts.SIMILAR_REASON.format(reasons=words) if shown else texts.SIMILAR_NONE)

    def _add(self, similar: SimilarCustomer) -> None:
        card = SimilarCard(similar, self._kind)
        card.opened.connect(self.opened)
        card.dismissed.connect(self._dismiss)
        self._list.addWidget(card)

    def _dismiss(self, customer_id: object) -> None:
        self._dismissed.add(customer_id)
        self.show_similar(self._similar)


def _empty(column: QVBoxLayout) -> None:
    """Remove every widget of a column."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
