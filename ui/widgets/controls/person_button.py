"""Paint a button for one person: initial, name and role in one row."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dealer_app.domain.rights import roles_name
from dealer_app.domain.staff import StaffRow
from resources.texts.sentences.signs import JOIN
from ui.look.theme import theme
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded

HEIGHT, DISC = 52, 34


class PersonButton(QAbstractButton):
    """Button for one member of staff on the sign-in page."""

    def __init__(self, person: StaffRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.setText(person.name)
        self.setAccessibleName(JOIN.join((person.name, roles_name(person.roles))))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            fill_rounded(painter, box, theme.px(9), theme.color("accent_soft"), theme.color("accent"))
        elif self.underMouse():
            fill_rounded(painter, box, theme.px(9), theme.color("hover"))
        if self.hasFocus():
            draw_focus_ring(painter, box)
        side = theme.px(DISC)
        disc = QRectF(box.right() - theme.px(12) - side, box.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("card" if self.isChecked() else "accent_soft"))
        painter.drawEllipse(disc)
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(14, 700))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.person.name[:1])
        self._paint_words(painter, box.adjusted(theme.px(12), theme.px(6), -side - theme.px(24), -theme.px(6)))

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        place = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        middle = box.height() / 2
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(14, 500))
        painter.drawText(box.adjusted(0, 0, 0, -middle), place, self.person.name)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(painter.font())
        roles = metrics.elidedText(roles_name(self.person.roles), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box.adjusted(0, middle, 0, 0), place, roles)
