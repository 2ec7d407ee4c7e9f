"""Table view of an ``IdsModel``: painted rows, fixed widths, full keyboard control, a menu for each row."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.commands.command import Command
from ui.commands.keys import sequences_of
from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.tables.ids_model import IdsModel
from ui.tables.row_menu import pop_menu
from ui.texts import forms as words
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.labels import isolate_ltr

ROW_HEIGHT, HEADER_HEIGHT, PADDING = 42, 40, 14
NARROW = 900
"""Below this width (in pixels at 100 %) spare columns are hidden."""
FONTS = {
    "strong": (14, 700),
    "muted": (12, 400),
    "code": (13, 400),
    "status": (12, 500),
    "action": (12, 500),
    "body": (13, 400),
}
INKS = {"muted": "muted", "code": "muted", "action": "accent"}
NOT_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Index = QModelIndex | QPersistentModelIndex


class IdsTable(QTableView):
    """Table view; Enter or a double click opens a row.

    Signals: ``row_opened`` carries the position of the opened row, ``typed`` carries letters meant for a filter. Ctrl+C
    copies the selected row, separated by tabs, and fires ``row_copied``. In the menu of a row ``opens`` names what
    Enter does ("" if nothing), and ``more`` returns what else can be done with the selected row. Below the
    width ``narrow`` (in pixels at 100 %) spare columns are hidden.
    """

    row_opened = Signal(int)
    row_copied = Signal()
    typed = Signal(str)

    def __init__(self, model: IdsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.opens, self.narrow = words.OPEN_ROW, NARROW
        self.more: Callable[[], Sequence[Command]] = tuple
        model.setParent(self)  # deleted together with the table; otherwise the model's timer would keep running
        self.setModel(model)
        self.setAccessibleName(name)
        self._delegate = IdsDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._keep_order)
        self._order = (-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))
        theme.changed.connect(self._resize)
        self._resize()

    def choose_first(self) -> None:
        """Select the first row, so that Enter and the arrows have a starting point."""
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def copy_row(self) -> None:
        """Copy the text of the selected row to the clipboard."""
        place = self.currentIndex().row()
        if self._model.row_at(place) is not None:
            words = (str(self._model.index(place, column).data()) for column in range(self._model.columnCount()))
            QGuiApplication.clipboard().setText("\t".join(words))
            self.row_copied.emit()

    def copy_cell(self) -> None:
        """Copy the text of the cell that was clicked last to the clipboard."""
        text = str(self.currentIndex().data() or "")
        if text:
            QGuiApplication.clipboard().setText(text)
            self.row_copied.emit()

    def _keep_order(self, column: int, order: Qt.SortOrder) -> None:
        """Keep the mark of the order at the column by which the list is sorted."""
        if 0 <= column < len(self._model.columns) and not self._model.columns[column].sort:
            header = self.horizontalHeader()
            was_blocked = header.blockSignals(True)
            header.setSortIndicator(*self._order)
            header.blockSignals(was_blocked)
        else:
            self._order = column, order

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the row under the mouse; the menu key means the selected one."""
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        if self._model.row_at(index.row()) is None:
            return
        self.setCurrentIndex(index)
        at = event.globalPos() if is_by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
        pop_menu(self, at, self._row_commands(str(index.data() or "")))

    def _row_commands(self, cell: str) -> tuple[Command, ...]:
        place = self.currentIndex().row()
        copying = Command(words.COPY_CELL.format(cell=cell), self.copy_cell, "", "clipboard-check")
        opening = Command(self.opens, lambda: self.row_opened.emit(place), "Enter", "folder-open")
        return (
            *((opening,) if self.opens else ()),
            *self.more(),
            Command(words.COPY_ROW, self.copy_row, "Ctrl+C", "clipboard-check"),
            *((copying,) if cell else ()),
        )

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(HEADER_HEIGHT))
        columns, room = self._model.columns, self.viewport().width()
        is_narrow = room < theme.px(self.narrow)
        total = sum(column.share for column in columns if not (is_narrow and column.is_spare))
        for place, column in enumerate(columns):
            self.setColumnHidden(place, is_narrow and column.is_spare)
            self.setColumnWidth(place, room * column.share // total)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the selected row by Enter; copy it by Ctrl+C under the Latin and the Persian layout."""
        if QKeySequence(event.keyCombination()) in sequences_of("Ctrl+C"):
            self.copy_row()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
            return
        if event.text().strip() and event.text().isprintable() and not event.modifiers() & NOT_TYPING:
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()


class IdsDelegate(QStyledItemDelegate):
    """Paints one cell: background of a selected row, hairline below, text by the column's kind."""

    def __init__(self, model: IdsModel, table: QTableView) -> None:
        super().__init__(table)
        self._model, self._table = model, table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        text = str(index.data() or "")
        kind = self._model.columns[index.column()].kind
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent_soft"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        if text and kind in {"status", "badge"}:
            _paint_tag(painter, inner, text, *self._mark(index))
        elif text:
            _paint_words(painter, inner, isolate_ltr(text) if kind == "code" else text, kind)
        painter.restore()

    def _mark(self, index: Index) -> tuple[str, str]:
        """Return tone and icon of a badge."""
        mark, row = self._model.columns[index.column()].mark, self._model.row_at(index.row())
        return mark(row) if mark is not None and row is not None else ("neutral", "")


def _paint_words(painter: QPainter, box: QRectF, text: str, kind: str) -> None:
    font = theme.font(*FONTS[kind])
    painter.setFont(font)
    painter.setPen(theme.color(INKS.get(kind, "text")))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)


def _paint_tag(painter: QPainter, box: QRectF, text: str, tone: str, icon_name: str) -> None:
    font = theme.font(*FONTS["status"])
    metrics = QFontMetrics(font)
    side, gap = (theme.px(13), theme.px(5)) if icon_name else (0, 0)
    room = theme.px(18) + side + gap
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - room)
    width, height = metrics.horizontalAdvance(shown) + room, theme.px(23)
    tag = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
    ink, ground = theme.tone(tone)
    fill_rounded(painter, tag, theme.px(6), ground)
    if icon_name:
        left = tag.right() - theme.px(9) - side
        painter.drawPixmap(round(left), round(tag.center().y() - side / 2), pixmap(icon_name, TONES[tone][0], 13))
    _paint_tag_word(painter, tag.adjusted(theme.px(9), 0, -theme.px(9) - side - gap, 0), shown, ink)


def _paint_tag_word(painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
    painter.setFont(theme.font(*FONTS["status"]))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
