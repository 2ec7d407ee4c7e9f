"""Show the keys that work on the current page (F1), each with its word, and take a visitor's question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.commands.command import Command
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.overlay import Overlay
from ui.widgets.painted.key_hint import KeyHint
from ui.widgets.words.labels import make_label


class HelpSheet(Overlay):
    """Help sheet; its contents are rebuilt at each opening because the page in front may have other keys.

    ``question_asked`` carries what was typed as a visitor's question; the questions and answers are a page.
    """

    width_px = 760
    question_asked = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAccessibleName(words.HELP)
        self._area = QScrollArea()
        self._area.setObjectName("sheets")  # its focus is shown by the style
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(words.HELP)
        self.close_button = KeyCapButton(words.HELP_CLOSE, key="Esc")
        self.close_button.clicked.connect(self.close_over)
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.HELP_QUESTION)
        self.line.setAccessibleName(words.HELP_QUESTIONS)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.questions_button = KeyCapButton(words.HELP_QUESTIONS, icon_name="circle-question-mark", key="Shift+F1")
        self.questions_button.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.questions_button)
        self.column.addLayout(row)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTrailing)

    def open_with(self, shell: tuple[Command, ...], page: tuple[Command, ...]) -> None:
        """Show the keys of the shell and of the page in front."""
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(make_label(words.HELP, "title"))
        pairs = [(command.key, command.name) for command in page if command.key]
        if pairs:
            column.addWidget(make_label(words.HELP_PAGE, "small"))
            column.addLayout(_grid(pairs))
        column.addWidget(make_label(words.HELP_SHELL, "small"))
        column.addLayout(_grid([(command.key, command.name) for command in shell if command.key]))
        column.addLayout(_grid(list(words.HELP_MOVES)))
        column.addStretch(1)
        self._area.setWidget(content)
        self.line.clear()
        self.open_over(min(content.sizeHint().height() + theme.px(124), theme.px(640)))
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask the typed question on Enter; the line does not handle this key."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.line.hasFocus():
            self._ask()
            return
        super().keyPressEvent(event)

    def _ask(self) -> None:
        self.close_over()
        self.question_asked.emit(self.line.text().strip())


def _grid(pairs: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    for place, (key, word) in enumerate(pairs):
        grid.addWidget(KeyHint(key, word), place // 2, place % 2, Qt.AlignmentFlag.AlignLeading)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
