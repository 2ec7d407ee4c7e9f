"""Paint the tab strip of the open pages; a dot marks a page with unsaved input."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.painted.painting import draw_focus_ring
from ui.widgets.words.plain import set_tab_tip

HEIGHT, PADDING, DOT, CROSS = 36, 15, 7, 13
WIDEST = 260


class TabStrip(QTabBar):
    """Painted tabs; ``close_requested`` carries the index (cross of the front tab, middle button)."""

    close_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.TABS)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def mark(self, index: int, title: str, *, is_dirty: bool) -> None:
        """Set the title of a tab and whether its page holds unsaved input."""
        self.setTabData(index, is_dirty)
        self.setTabText(index, title)
        set_tab_tip(self, index, title)
        self.setAccessibleTabName(index, f"{title} ({words.TAB_UNSAVED})" if is_dirty else title)
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Return a tab's size: title, dot, and space for the cross."""
        width = QFontMetrics(theme.font(13, 500)).horizontalAdvance(self.tabText(index)) + 2 * theme.px(PADDING)
        extra = theme.px(DOT + 8) if self.tabData(index) else 0
        return QSize(min(width + extra + theme.px(CROSS + 6), theme.px(WIDEST)), theme.px(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the full size of a tab, so that tabs scroll instead of shrinking."""
        return self.tabSizeHint(index)

    def cross_rect(self, index: int) -> QRect:
        """Return the rectangle of the cross of tab ``index``."""
        box, side = self.tabRect(index), theme.px(CROSS)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.left() + theme.px(10) if is_rtl else box.right() - theme.px(10) - side
        return QRect(left, box.center().y() - side // 2 + 1, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Request closing after a click on the front tab's cross or a middle click on any tab."""
        index = self.tabAt(event.position().toPoint())
        is_cross = self.cross_rect(index).adjusted(-4, -4, 4, 4).contains(event.position().toPoint())
        is_on_cross = index == self.currentIndex() and event.button() == Qt.MouseButton.LeftButton and is_cross
        if index >= 0 and (is_on_cross or event.button() == Qt.MouseButton.MiddleButton):
            self.close_requested.emit(index)
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all tabs; the front tab has no lower edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        is_front = index == self.currentIndex()
        box = QRectF(self.tabRect(index))
        if is_front:
            self._paint_sheet(painter, box)
            if self.hasFocus():
                draw_focus_ring(painter, box)
            side = self.cross_rect(index)
            painter.drawPixmap(side.topLeft(), pixmap("x", "muted", CROSS))
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = theme.px(PADDING), theme.px(CROSS + PADDING)
        inner = box.adjusted(far, 0, -near, 0) if is_rtl else box.adjusted(near, 0, -far, 0)
        if self.tabData(index):
            inner = self._paint_dot(painter, inner, is_rtl=is_rtl)
        font = theme.font(13, 700 if is_front else 400)
        painter.setFont(font)
        painter.setPen(theme.color("text" if is_front else "muted"))
        title = QFontMetrics(font).elidedText(self.tabText(index), Qt.TextElideMode.ElideRight, int(inner.width()) + 4)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, title)

    def _paint_dot(self, painter: QPainter, inner: QRectF, *, is_rtl: bool) -> QRectF:
        side, gap = theme.px(DOT), theme.px(8)
        left = inner.right() - side if is_rtl else inner.left()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("amber"))
        painter.drawEllipse(QRectF(left, inner.center().y() - side / 2 + 1, side, side))
        return inner.adjusted(0, 0, -side - gap, 0) if is_rtl else inner.adjusted(side + gap, 0, 0, 0)

    def _paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        radius = theme.px(9)
        sheet = QPainterPath()
        sheet.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, radius), radius, radius)
        painter.setClipRect(box)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("card"))
        painter.drawPath(sheet)
        painter.setClipping(False)
