"""Show the empty state of the shell: the actions available while no page is open, and their keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.words.labels import make_label, make_mark


class Home(QWidget):
    """Empty view with the three ways to begin."""

    search_requested = Signal()
    new_requested = Signal()
    files_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = make_mark()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self._add(buttons, KeyCapButton(words.SEARCH_NAME, icon_name="search", key="F3"), self.search_requested)
        self._add(buttons, KeyCapButton(words.NEW_WALK_IN, icon_name="user-plus", key="F2"), self.new_requested)
        self._add(buttons, KeyCapButton(words.EMPTY_FILES, icon_name="folder-open"), self.files_requested)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(make_label(words.EMPTY_TITLE, "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(make_label(words.EMPTY_HINT, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(3)
        buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self._paint_mark)
        self._paint_mark()

    def _add(self, row: QHBoxLayout, button: KeyCapButton, action: object) -> None:
        button.clicked.connect(action)
        row.addWidget(button)

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap("scan-barcode", "accent", 44))
