"""Show the command palette (Ctrl+K): every command, found by a few letters."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from ui.commands.command import Command
from ui.commands.fuzzy import rank
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.layout.overlay import Overlay
from ui.widgets.lists.command_list import CommandDelegate, CommandModel
from ui.widgets.words.labels import make_label


class CommandPalette(Overlay):
    """Text field and the matching commands; Enter runs the selected one."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAccessibleName(words.PALETTE)
        self._all: tuple[Command, ...] = ()
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.PALETTE_HINT)
        self.line.setAccessibleName(words.PALETTE)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.line.textChanged.connect(self._filter)
        self.model = CommandModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = CommandDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(words.PALETTE)
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = make_label(words.PALETTE_NOTHING, "muted")
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(6)
        self.column.addWidget(self.line)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.list, 1)

    def open_with(self, commands: tuple[Command, ...]) -> None:
        """Open the palette with these commands."""
        self._all = tuple(command for command in commands if command.is_enabled)
        self.line.clear()
        self._filter("")
        self.open_over(theme.px(430))
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection with the arrows, run with Enter; the text field does not handle these keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.model.commands:
            row = (self.list.currentIndex().row() + steps[Qt.Key(event.key())]) % len(self.model.commands)
            self.list.setCurrentIndex(self.model.index(row))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _filter(self, text: str) -> None:
        self.model.show(rank(text, self._all))
        self.nothing.setVisible(not self.model.commands)
        self.list.setCurrentIndex(self.model.index(0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        if 0 <= row < len(self.model.commands):
            command = self.model.commands[row]
            self.close_over()
            command.run()
