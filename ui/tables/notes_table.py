"""Table view of an import's remarks: Ctrl+C and the menu of a row copy it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from ui.commands.command import Command
from ui.commands.keys import sequences_of
from ui.tables.row_menu import pop_menu
from ui.texts import forms as words


class NotesTable(QTableView):
    """``row_copied`` fires after a row was copied, its cells separated by tabs."""

    row_copied = Signal()

    def copy_row(self) -> None:
        """Copy the text of the selected row to the clipboard."""
        here, model = self.currentIndex(), self.model()
        if here.isValid():
            cells = (str(model.index(here.row(), column).data() or "") for column in range(model.columnCount()))
            QGuiApplication.clipboard().setText("\t".join(cells))
            self.row_copied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected row by Ctrl+C under the Latin and the Persian layout."""
        if QKeySequence(event.keyCombination()) in sequences_of("Ctrl+C"):
            self.copy_row()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the row under the mouse; the menu key means the selected one."""
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            pop_menu(self, event.globalPos(), [Command(words.COPY_ROW, self.copy_row, "Ctrl+C", "clipboard-check")])
