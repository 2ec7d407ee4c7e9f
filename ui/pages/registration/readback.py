"""Show the read-back: all answers in one view, read aloud to the customer before saving."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.texts import registration as texts
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

COLUMNS, LEAST_WIDTH = 3, 170
WIDE, WIDE_SPAN = 26, 2  # an address or a Sheba takes two columns
Line = tuple[str, str, str]  # section, label, words


class ReadBack(QWidget):
    """Sections with their labels and answers, read-only."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._sheet: QWidget | None = None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the shown answers."""
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(make_label(texts.READ_BACK_HINT, "small", wraps=True))
        for section in dict.fromkeys(line[0] for line in lines):
            column.addSpacing(6)
            column.addWidget(make_label(texts.SECTIONS[section], "section"))
            given = [line for line in lines if line[0] == section and line[2]]
            column.addWidget(_grid(given))
            missing = [line[1] for line in lines if line[0] == section and not line[2]]
            if missing:
                words = texts.NOT_GIVEN.format(labels=texts.COMMA.join(missing))
                column.addWidget(make_label(words, "small", wraps=True))
        column.addStretch(1)
        self._column.addWidget(self._sheet)


def _grid(lines: Sequence[Line]) -> QWidget:
    grid = QWidget()
    columns = ColumnLayout(grid, COLUMNS, LEAST_WIDTH, line_gap=8)
    for _, label, words in lines:
        columns.add(_cell(label, words), WIDE_SPAN if len(words) > WIDE else 1)
    return grid


def _cell(label: str, words: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(make_label(label, "small"))
    answer = make_label(directed(words), wraps=True)
    answer.setAccessibleName(f"{label}: {words}")
    column.addWidget(answer)
    column.addStretch(1)
    return cell
