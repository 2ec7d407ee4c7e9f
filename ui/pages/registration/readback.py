"""Show the read-back: all answers in one view, read aloud to the customer before saving."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.look.theme import theme
from ui.texts import registration as texts
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

COLUMNS = 3
LARGE_PERCENT = 150
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
            column.addLayout(_grid(given))
            missing = [line[1] for line in lines if line[0] == section and not line[2]]
            if missing:
                words = texts.NOT_GIVEN.format(labels=texts.COMMA.join(missing))
                column.addWidget(make_label(words, "small", wraps=True))
        column.addStretch(1)
        self._column.addWidget(self._sheet)


def _grid(lines: Sequence[Line]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    columns = COLUMNS if theme.scale_percent < LARGE_PERCENT else 1
    row = column = 0
    for _, label, words in lines:
        span = min(WIDE_SPAN if len(words) > WIDE else 1, columns)
        if column + span > columns:
            row, column = row + 1, 0
        grid.addLayout(_cell(label, words), row, column, 1, span)
        column += span
    for index in range(columns):
        grid.setColumnStretch(index, 1)
    return grid


def _cell(label: str, words: str) -> QVBoxLayout:
    cell = QVBoxLayout()
    cell.setSpacing(0)
    cell.addWidget(make_label(label, "small"))
    answer = make_label(directed(words), wraps=True)
    answer.setAccessibleName(f"{label}: {words}")
    cell.addWidget(answer)
    cell.addStretch(1)
    return cell
