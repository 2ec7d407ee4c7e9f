"""The plan that is ordered, as it will be frozen: price, each payment, delivery, rates, conditions."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_app.domain.plans import words
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.plans.schedule import list_payments
from ui.texts import plans as rows
from ui.texts import requests as texts
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

_RIGHT_TO_LEFT = "\u200f"  # a cell of digits only would stand at the left


class PlanSide(Card):
    """Panel at the left of the form."""

    def __init__(self) -> None:
        super().__init__()
        column = self.column(margin=16, gap=10)
        self._title = make_label(texts.SIDE, "section", wraps=True)
        column.addWidget(self._title)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(make_scrolled(content), 1)
        column.addWidget(make_label(texts.NOTE, "small", wraps=True))

    def show_plan(self, fields: PlanFields, today: date) -> None:
        """Show a plan, or what became of it."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._title.setText(f"{fields.name} · {_RIGHT_TO_LEFT}{fields.code}")
        paid = [(words.payment_words(one), words.amount_words(one)) for one in list_payments(fields, today)]
        lines = (
            (rows.ROWS["price"], words.price_words(fields)),
            *paid,
            (rows.ROWS["total"], words.total_words(fields)),
            (rows.ROWS["delivery"], words.delivery_words(fields, today)),
            (rows.ROWS["participation"], words.participation_words(fields)),
            (rows.ROWS["withdrawal"], words.withdrawal_words(fields)),
            (rows.ROWS["late"], words.late_words(fields)),
            (rows.ROWS["transfer"], words.transfer_words(fields)),
            (rows.ROWS["buyer"], fields.buyer_conditions),
            (rows.ROWS["conditions"], fields.conditions),
        )
        top = Qt.AlignmentFlag.AlignTop
        for at, (label, said) in enumerate(line for line in lines if line[1]):
            text = f"{_RIGHT_TO_LEFT}{said}"
            cells = make_label(f"{_RIGHT_TO_LEFT}{label}", "muted", wraps=True), make_label(text, "body", wraps=True)
            for column, cell in enumerate(cells):
                # A label may get more height than its words need.
                cell.setAlignment(Qt.AlignmentFlag.AlignLeading | top)
                self._grid.addWidget(cell, at, column, top)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
