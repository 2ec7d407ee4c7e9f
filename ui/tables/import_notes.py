"""Table model of an import's remarks: row, result, column, reason, original value."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from dealer_app.domain.imports import ImportReport, RowNote
from dealer_app.domain.persian import persian_digits
from ui.look import icons
from ui.texts import imports as texts
from ui.widgets.words.plain import TIP_ROLE, plain_tip

Index = QModelIndex | QPersistentModelIndex
SIGNS = {
    "refused": ("circle-x", "red"),
    "warned": ("triangle-alert", "amber"),
    "mended": ("check", "green"),
    "left_out": ("info", "muted"),
}


class ImportNotesModel(QAbstractTableModel):
    """Rows of the remarks: refused rows first, then warnings, corrected values, and rows that are no orders."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[tuple[str, RowNote]] = []

    def show_report(self, report: ImportReport) -> None:
        """Show the remarks of ``report``."""
        self.beginResetModel()
        self._notes = [
            *(("refused", note) for note in report.refused),
            *(("warned", note) for note in report.warned),
            *(("mended", note) for note in report.mended_notes),
            *(("left_out", note) for note in report.left_out),
        ]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._notes)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(texts.COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return texts.COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        kind, note = self._notes[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(kind, note)[index.column()]
        if role == TIP_ROLE:
            return plain_tip(note.why)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return self._sign(kind)
        return None

    def _words(self, kind: str, note: RowNote) -> tuple[str, ...]:
        return (_place(note), texts.KINDS[kind], note.field, note.why, note.value)

    def _sign(self, kind: str) -> QIcon:
        return icons.icon(*SIGNS[kind], 15)


def _place(note: RowNote) -> str:
    """Return the row of a note, with its sheet if the file has several tables."""
    row = persian_digits(str(note.row))
    return texts.ROW_OF_SHEET.format(row=row, sheet=note.sheet) if note.sheet else row
