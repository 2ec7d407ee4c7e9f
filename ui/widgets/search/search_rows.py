"""Paint the rows of the search results: initial, name with the match, code, state, reason of the match."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealer_app.domain.search.search import Hit
from resources.texts.sentences.signs import JOIN
from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.labels import isolate_ltr

ROW_HEIGHT, DISC = 48, 32
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HIT_ROLE = Qt.ItemDataRole.UserRole


class HitModel(QAbstractListModel):
    """The hits of one answer, in the order of the service."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Count the hits."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the hit itself, or its text for a screen reader."""
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return JOIN.join((hit.name, hit.summary, hit.why))
        return None


class HitDelegate(QStyledItemDelegate):
    """Paints one hit in columns, from the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(100, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        hit: Hit = index.data(HIT_ROLE)
        box = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            fill_rounded(painter, box, theme.px(9), theme.color("accent_soft"))
        self._paint_disc(painter, box, hit, is_chosen=is_chosen)
        right = box.right() - theme.px(10 + DISC + 14)
        chip_left = self._paint_chip(painter, box, hit.why, is_chosen=is_chosen)
        room = right - chip_left - theme.px(12)
        self._paint_name(painter, QRectF(right - room * 0.38, box.top(), room * 0.38, box.height()), hit)
        code = QRectF(right - room * 0.62, box.top(), room * 0.22, box.height())
        _words(painter, code, isolate_ltr(hit.masked_national_code), "muted", 12)
        _words(painter, QRectF(right - room, box.top(), room * 0.36, box.height()), hit.summary, "text", 12)
        painter.restore()

    def _paint_disc(self, painter: QPainter, box: QRectF, hit: Hit, *, is_chosen: bool) -> None:
        side = theme.px(DISC)
        disc = QRectF(box.right() - theme.px(10) - side, box.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("card" if is_chosen else "accent_soft"))
        painter.drawEllipse(disc)
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(14, 700))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, hit.name[:1])

    def _paint_chip(self, painter: QPainter, box: QRectF, why: str, *, is_chosen: bool) -> float:
        metrics = QFontMetrics(theme.font(11, 500))
        width, height = metrics.horizontalAdvance(why) + theme.px(20), theme.px(23)
        chip = QRectF(box.left() + theme.px(10), box.center().y() - height / 2, width, height)
        ground = theme.color("card" if is_chosen else "neutral_soft")
        fill_rounded(painter, chip, theme.px(6), ground, theme.color("line"))
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(11, 500))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, why)
        return chip.right()

    def _paint_name(self, painter: QPainter, box: QRectF, hit: Hit) -> None:
        font = theme.font(14, 700)
        name = QFontMetrics(font).elidedText(hit.name, Qt.TextElideMode.ElideRight, int(box.width()))
        layout = QTextLayout(name, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        layout.setFormats([_marked(start, end - start) for start, end in hit.matched])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width())
        layout.endLayout()
        painter.setPen(theme.color("text"))
        left = box.right() - line.naturalTextWidth()
        layout.draw(painter, QPointF(left, box.center().y() - line.height() / 2))


def _marked(start: int, length: int) -> QTextLayout.FormatRange:
    ink = QTextCharFormat()
    ink.setForeground(theme.color("accent"))
    marked = QTextLayout.FormatRange()
    marked.start, marked.length, marked.format = start, length, ink
    return marked


def _words(painter: QPainter, box: QRectF, text: str, ink: str, pixels: int) -> None:
    font = theme.font(pixels)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
