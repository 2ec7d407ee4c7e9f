"""The read-back: every answer in one sheet, read aloud to the customer before it is saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.texts import registration as texts
from ui.theme import theme
from ui.widgets.labels import make_label

COLUMNS = 3
Line = tuple[str, str, str]  # section, label, words


class ReadBack(QWidget):
    """Sections with their labels and answers; nothing can be typed here."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._sheet: QWidget | None = None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace what is shown."""
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.deleteLater()
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(make_label(texts.READ_BACK_HINT, "small", wraps=True))
        for section in dict.fromkeys(line[0] for line in lines):
            column.addSpacing(6)
            column.addWidget(make_label(texts.SECTIONS[section], "section"))
            column.addLayout(_grid([line for line in lines if line[0] == section]))
        column.addStretch(1)
        self._column.addWidget(self._sheet)


def _grid(lines: Sequence[Line]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    columns = COLUMNS if theme.scale_percent < 150 else 1
    for index, (_, label, words) in enumerate(lines):
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(make_label(label, "small"))
        answer = make_label(words, "muted" if words == texts.NOT_GIVEN else "body", wraps=True)
        answer.setAccessibleName(f"{label}: {words}")
        cell.addWidget(answer)
        grid.addLayout(cell, index // columns, index % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid
