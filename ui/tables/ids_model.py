"""Table model that holds the ids of the whole list in order; rows are fetched in blocks when they become visible."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from ui.widgets.words.plain import TIP_ROLE, plain_tip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
BLOCK = 64
MOST_KEPT = 4096
"""Number of rows kept in memory; the oldest are dropped, so that scrolling a million rows needs little memory."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, share of the width, function for a row's text, and the SQL sort key ("" if none)."""

    title: str
    share: int
    text: Callable[[Any], str]
    sort: str = ""
    kind: str = "body"  # body, strong, muted, code, action, status, badge
    is_spare: bool = False  # may be hidden if large type leaves no space
    mark: Callable[[Any], tuple[str, str]] | None = None  # returns tone and icon of a badge


class IdsModel(QAbstractTableModel):
    """Rows are values whose ``key`` is their id. ``rows_wanted`` carries ids to fetch; answer with ``take_rows``."""

    rows_wanted = Signal(object)
    sort_wanted = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], key: str = "id") -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.ids: tuple[Any, ...] = ()
        self._key = attrgetter(key)
        self._rows: dict[Hashable, Any] = {}
        self._asked: set[Hashable] = set()
        self._wanted: set[int] = set()
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    def show_ids(self, ids: Sequence[Hashable]) -> None:
        """Show another list or order; fetched rows are kept."""
        self.beginResetModel()
        self.ids = tuple(ids)
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()

    def add_ids(self, ids: Sequence[Hashable]) -> None:
        """Append the ids of further rows; the selection and the place of the list remain."""
        if ids:
            self.beginInsertRows(NO_INDEX, len(self.ids), len(self.ids) + len(ids) - 1)
            self.ids = (*self.ids, *ids)
            self.endInsertRows()

    def take_rows(self, rows: Iterable[Any]) -> None:
        """Add fetched rows and repaint; the row of an id that was not returned is gone and stays empty."""
        for row in rows:
            self._rows[self._key(row)] = row
        while len(self._rows) > MOST_KEPT:
            self._rows.pop(next(iter(self._rows)))
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def forget(self, ids: Iterable[Hashable]) -> None:
        """Drop these rows after a write, so that they are fetched again when visible."""
        for one in ids:
            self._rows.pop(one, None)
            self._asked.discard(one)
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def row_at(self, place: int) -> object | None:
        """Return the row at ``place``, or None while it is being fetched."""
        return self._rows.get(self.ids[place]) if 0 <= place < len(self.ids) else None

    def _want(self, place: int) -> None:
        self._wanted.add(place // BLOCK)
        if not self._ask_soon.isActive():
            self._ask_soon.start()

    def _ask(self) -> None:
        blocks, self._wanted = sorted(self._wanted), set()
        ids = [one for block in blocks for one in self.ids[block * BLOCK : (block + 1) * BLOCK]]
        missing = tuple(one for one in ids if one not in self._rows and one not in self._asked)
        self._asked.update(missing)
        if missing:
            self.rows_wanted.emit(missing)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TIP_ROLE}:
            return None
        row = self._rows.get(self.ids[index.row()])
        if row is None:
            self._want(index.row())
            return ""
        text = self.columns[index.column()].text(row)
        return plain_tip(text) if role == TIP_ROLE else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Request another order; SQL sorts, not the screen."""
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sort_wanted.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)
