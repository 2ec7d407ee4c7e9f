"""One attachment in the list: its thumbnail, its kind, the day, who added it, and its state."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from dealer_app.domain.attachments import AttachmentLine
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.persian import ascii_digits
from ui.commands.command import Command
from ui.look.icons import pixmap
from ui.look.theme import RADIUS, theme
from ui.tables.row_menu import pop_menu
from ui.texts import attachments as words
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded
from ui.widgets.words.plain import set_tip

HEIGHT, THUMB, GAP = 72, 56, 10
ICONS = {
    "bank_slip": "receipt-text",
    "identity": "id-card",
    "deed": "stamp",
    "lottery": "sparkles",
    "other": "file-text",
}
NAMES = dict(words.KINDS)


def state_words(line: AttachmentLine) -> str:
    """Return what is to be said about an attachment, "" if all is well."""
    if line.is_withdrawn:
        return words.STATES["withdrawn"].format(reason=line.reason)
    if not line.is_here:
        return words.STATES["missing"]
    return words.STATES["queued"] if line.is_queued else ""


def by_words(line: AttachmentLine) -> str:
    """Return the day and who added it."""
    template = words.BY if line.added_by else words.BY_NOBODY
    return template.format(day=format_jalali(line.details.added_on), name=line.added_by)


def title_words(line: AttachmentLine) -> str:
    """Return the kind and the note."""
    return words.BETWEEN.join(filter(None, (NAMES[line.details.kind.value], line.details.note)))


def file_name(line: AttachmentLine) -> str:
    """Return the name that is offered for its file: kind and day."""
    details = line.details
    day = ascii_digits(format_jalali(details.added_on)).replace("/", "-")
    ending = {"jpeg": "jpg"}.get(details.media.value, details.media.value)
    return words.SAVE_NAME.format(kind=NAMES[details.kind.value], day=day, ending=ending)


class AttachmentRow(QPushButton):
    """A row that is chosen by click, arrow keys or Tab."""

    def __init__(self, line: AttachmentLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self.more: Callable[[], Sequence[Command]] = tuple
        self._thumb = QPixmap()
        if line.thumb:
            self._thumb.loadFromData(line.thumb)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = words.COMMA.join(filter(None, (title_words(line), by_words(line), state_words(line))))
        self.setAccessibleName(said)
        set_tip(self, said)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of a row; it takes the width that there is."""
        return QSize(theme.px(220), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least width, at which words are elided; the tool tip has them all."""
        return QSize(theme.px(180), theme.px(HEIGHT))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the row, and show what ``more`` offers for it."""
        self.setChecked(True)
        pop_menu(self, event.globalPos(), self.more())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            fill_rounded(painter, QRectF(self.rect()), theme.px(RADIUS), theme.color(ground))
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()))
        side, gap = theme.px(THUMB), theme.px(GAP)
        box = QRectF(self.width() - gap - side, (self.height() - side) / 2, side, side)
        self._paint_thumb(painter, box)
        self._paint_words(painter, QRectF(gap, 0, box.left() - 2 * gap, self.height()))

    def _paint_thumb(self, painter: QPainter, box: QRectF) -> None:
        fill_rounded(painter, box, theme.px(6), theme.color("paper_well"), theme.color("line"))
        if self._thumb.isNull():
            mark = pixmap(ICONS[self.line.details.kind.value], "muted", 24)
            inset = (box.width() - theme.px(24)) / 2
            painter.drawPixmap(round(box.left() + inset), round(box.top() + inset), mark)
            return
        size = self._thumb.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = box.left() + (box.width() - size.width()) / 2, box.top() + (box.height() - size.height()) / 2
        if self.line.is_withdrawn:
            painter.setOpacity(0.4)
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()), self._thumb, QRectF(self._thumb.rect()))
        painter.setOpacity(1)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        state = state_words(self.line)
        lines = [
            (title_words(self.line), theme.font(weight=500), "text"),
            (by_words(self.line), theme.font(12), "muted"),
        ]
        if state:
            lines.append((state, theme.font(12), "red" if self.line.is_withdrawn else "amber"))
        height = theme.px(20)
        top = room.top() + (room.height() - height * len(lines)) / 2
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        for text, font, ink in lines:
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(QRectF(room.left(), top, room.width(), height), align, said)
            top += height
