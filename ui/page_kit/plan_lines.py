"""The lines of one plan as it is ordered: price, each payment, delivery, rates, what it asks of the buyer."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_app.domain.plans import words
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.plans.schedule import list_payments
from resources.texts.sentences.signs import JOIN
from ui.texts.plans import ROWS
from ui.widgets.words.labels import make_label

RIGHT_TO_LEFT = "\u200f"  # a cell of digits only would stand at the left


class PlanLines(QWidget):
    """Two columns of words: what it is called, what it is. What the plan does not state has no line."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def show_plan(self, fields: PlanFields, day: date) -> None:
        """Show a plan as it is, or was, ordered on ``day``."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for at, (label, said) in enumerate(line for line in _lines(fields, day) if line[1]):
            text = f"{RIGHT_TO_LEFT}{said}"
            cells = make_label(f"{RIGHT_TO_LEFT}{label}", "muted", wraps=True), make_label(text, "body", wraps=True)
            for column, cell in enumerate(cells):
                # A label may get more height than its words need.
                cell.setAlignment(Qt.AlignmentFlag.AlignLeading | top)
                self._grid.addWidget(cell, at, column, top)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)


def _lines(fields: PlanFields, day: date) -> Iterator[tuple[str, str]]:
    yield ROWS["price"], words.price_words(fields)
    for one in list_payments(fields, day):
        yield words.payment_words(one), words.amount_words(one)
    yield ROWS["total"], words.total_words(fields)
    yield ROWS["delivery"], words.delivery_words(fields, day)
    yield ROWS["participation"], words.participation_words(fields)
    yield ROWS["withdrawal"], words.withdrawal_words(fields)
    yield ROWS["late"], words.late_words(fields)
    yield ROWS["transfer"], words.transfer_words(fields)
    yield ROWS["groups"], JOIN.join(fields.groups)
    yield ROWS["buyer"], fields.buyer_conditions
    yield ROWS["color_rule"], fields.color_rule
    yield ROWS["costs"], fields.costs
    yield ROWS["pledge"], fields.pledge
    yield ROWS["conditions"], fields.conditions
