"""Show field by field what is stored and what is typed, or how two files differ."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_app.domain.customers import CustomerKind, Difference
from dealer_app.domain.required import field_label
from ui.texts import registration as texts
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

KINDS = dict(texts.KINDS)


class DifferenceTable(QWidget):
    """Three columns: the field, its stored value, the other value; ``heads`` names the last two."""

    def __init__(
        self, kind: CustomerKind, rows: Sequence[Difference], heads: tuple[str, str] = texts.DIFFERENCE_HEADS
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, stretch in enumerate((3, 4, 4)):
            grid.setColumnStretch(column, stretch)
        for column, head in enumerate(heads, start=1):
            grid.addWidget(make_label(head, "small", wraps=True), 0, column)
        for at, row in enumerate(rows, start=1):
            label, words = field_label(kind, row.field), (_shown(row, row.stored), _shown(row, row.typed))
            grid.addWidget(make_label(label, "small", wraps=True), at, 0, Qt.AlignmentFlag.AlignTop)
            for column, value in enumerate(words, start=1):
                cell = make_label(directed(value), wraps=True)
                cell.setAccessibleName(texts.DIFFERENCE.format(label=label, head=heads[column - 1], value=value))
                grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignTop)


def _shown(row: Difference, value: str) -> str:
    if not value:
        return texts.DIFFERENCE_NONE
    return KINDS.get(value, value) if row.field == "kind" else value
