"""Lay out widgets in equal columns; a narrow place or large type has fewer columns, so that no word is cut."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.look.theme import theme


class ColumnLayout(QLayout):
    """Places items row by row from the right, each over ``span`` columns.

    ``most`` is the number of columns in a wide place, ``least`` the smallest width of one (pixels at 100 %). ``counts``
    names the numbers of columns that may be used, by default each one.
    """

    def __init__(
        self, parent: QWidget, most: int, least: int, *, gap: int = 16, line_gap: int = 12, counts: Sequence[int] = ()
    ) -> None:
        super().__init__(parent)
        self._items: list[tuple[QLayoutItem, int]] = []
        self._span = 1
        self._most, self._least, self._gap, self._line_gap = most, least, gap, line_gap
        self._counts = tuple(counts) or tuple(range(most, 1, -1))
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, span: int = 1) -> None:
        """Append ``widget`` over ``span`` columns."""
        self._span = span
        self.addWidget(widget)
        self._span = 1

    def set_span(self, widget: QWidget, span: int) -> None:
        """Give ``widget`` another number of columns."""
        self._items = [(item, span if item.widget() is widget else before) for item, before in self._items]
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append((item, self._span))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index][0] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index)[0] if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:
        width = self._most * theme.px(self._least) + (self._most - 1) * self._gap
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item, _ in self._shown()), default=0)
        return QSize(width, max((item.minimumSize().height() for item, _ in self._shown()), default=0))

    def columns_in(self, width: int) -> int:
        """Return how many columns fit into ``width`` pixels without cutting an item."""
        for columns in self._counts:
            column = self._width_of(width, columns)
            if column >= theme.px(self._least) and all(
                item.minimumSize().width() <= self._spanned(column, min(span, columns)) for item, span in self._shown()
            ):
                return columns
        return 1

    def _width_of(self, width: int, columns: int) -> int:
        return (width - self._gap * (columns - 1)) // columns

    def _spanned(self, column: int, span: int) -> int:
        return column * span + self._gap * (span - 1)

    def _shown(self) -> list[tuple[QLayoutItem, int]]:
        return [(item, span) for item, span in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        """Place the items if ``is_real``; return the height of all rows."""
        columns = self.columns_in(rect.width())
        width = self._width_of(rect.width(), columns)
        top, tallest, at = 0, 0, 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item, wanted in self._shown():
            span = min(wanted, columns)
            if at + span > columns:
                self._end_row(row, tallest, is_real=is_real)
                row, top, tallest, at = [], top + tallest + self._line_gap, 0, 0
            room = self._spanned(width, span) if at + span < columns else rect.width() - at * (width + self._gap)
            height = _height(item, room)
            row.append((item, QRect(self._left(rect, at * (width + self._gap), room), rect.top() + top, room, height)))
            tallest, at = max(tallest, height), at + span
        self._end_row(row, tallest, is_real=is_real)
        return top + tallest

    def _left(self, rect: QRect, before: int, width: int) -> int:
        parent = self.parentWidget()
        is_rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return rect.right() + 1 - before - width if is_rtl else rect.left() + before

    def _end_row(self, row: list[tuple[QLayoutItem, QRect]], tallest: int, *, is_real: bool) -> None:
        """Give every item of a finished row the height of the tallest one."""
        if is_real:
            for item, box in row:
                item.setGeometry(QRect(box.topLeft(), QSize(box.width(), tallest)))


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return max(item.sizeHint().height(), item.minimumSize().height())
