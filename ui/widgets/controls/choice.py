"""Paint a combo box like the other controls, with its arrow at the left and without a style sheet."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QListView, QWidget

from ui.look.icons import pixmap
from ui.look.theme import CONTROL_HEIGHT, RADIUS, theme
from ui.widgets.controls.typed_letters import TypedLetters, rows_meant
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import plain_tip, set_tip

PADDING, ICON = 12, 16
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Choice(QComboBox):
    """Combo box whose list is chosen from by letters.

    It ignores the wheel, so that scrolling the page never changes a choice by accident.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._letters = TypedLetters()
        self._typed = make_label("", "strong")
        self._typed.setContentsMargins(PADDING, PADDING // 2, PADDING, PADDING // 2)
        self._typed.hide()
        self.view().installEventFilter(self)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size with the common height of all controls."""
        return QSize(super().sizeHint().width() + theme.px(2 * PADDING), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size with the common height of all controls."""
        return QSize(super().minimumSizeHint().width(), theme.px(CONTROL_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letters, which add up over a pause; every other key works as in any list."""
        if self._is_letter(event):
            self._choose_by(self._letters.add(event.text(), event.timestamp()))
            return
        self._letters.forget()
        super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Open the list with all rows."""
        self._letters.forget()
        self._filter()
        super().showPopup()
        frame = self.view().parentWidget()
        column = frame.layout() if frame is not None else None
        if isinstance(column, QBoxLayout) and column.indexOf(self._typed) < 0:
            column.insertWidget(0, self._typed)

    def hidePopup(self) -> None:
        super().hidePopup()
        self._letters.forget()
        self._filter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Narrow the open list by letters; Backspace takes the last one back."""
        if watched is self.view() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace:
                self._letters.shorten()
                self._filter()
                return True
            if event.text().strip() or (event.text() == " " and self._letters.text):
                self._letters.add(event.text(), 0)  # in the open list the letters stay until it is closed
                self._filter()
                return True
        return super().eventFilter(watched, event)

    def _is_letter(self, event: QKeyEvent) -> bool:
        is_within = event.text() == " " and self._letters.is_going_on(event.timestamp())
        return bool((event.text().strip() and event.text().isprintable()) or is_within) and not event.modifiers() & KEYS

    def _rows(self) -> list[str]:
        return [self.itemText(place) for place in range(self.count())]

    def _choose_by(self, typed: str) -> None:
        meant = rows_meant(typed, self._rows())
        if meant:
            self.setCurrentIndex(meant[0])

    def _filter(self) -> None:
        """Show the rows that fit the letters, and the letters above them."""
        typed, view = self._letters.text, self.view()
        self._typed.setText(typed)
        self._typed.setVisible(bool(typed))
        if not isinstance(view, QListView):
            return
        meant = rows_meant(typed, self._rows()) if typed else list(range(self.count()))
        for place in range(self.count()):
            view.setRowHidden(place, place not in meant)
        if typed and meant:
            view.setCurrentIndex(self.model().index(meant[0], self.modelColumn(), self.rootModelIndex()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel event on to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint background, text and the arrow at the left end; the tool tip has a text that is too long."""
        if self.toolTip() != plain_tip(self.currentText()):
            set_tip(self, self.currentText())
        painter = QPainter(self)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        border = theme.color("edge" if self.underMouse() else "line")
        fill_rounded(painter, QRectF(self.rect()), theme.px(RADIUS), theme.color("field"), border)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(RADIUS), theme.px(RADIUS))
        side, padding = theme.px(ICON), theme.px(PADDING)
        arrow = padding if is_rtl else self.width() - padding - side
        painter.drawPixmap(arrow, (self.height() - side) // 2, pixmap("chevron-down", "muted", ICON))
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        box = QRect(self.rect()).adjusted(padding + (side if is_rtl else 0), 0, -padding - (0 if is_rtl else side), 0)
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
