"""Paint the counter's push button: icon, word and keyboard shortcut, in both palettes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import CONTROL_HEIGHT, RADIUS, theme
from ui.widgets.painted.painting import draw_focus_ring, draw_key_cap, fill_rounded, key_cap_width
from ui.widgets.words.plain import set_tip

PADDING, GAP, ICON = 14, 8, 17
GROUNDS = {"primary": ("accent", "accent_hover"), "normal": ("card", "hover"), "quiet": ("", "hover")}
INKS = {"primary": "on_accent", "normal": "text", "quiet": "muted"}


class KeyCapButton(QPushButton):
    """Button that shows its shortcut; ``rank``: primary (one per page), normal, quiet (no border)."""

    def __init__(
        self, text: str, *, icon_name: str = "", key: str = "", rank: str = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.icon_name, self.key, self.rank = icon_name, key, rank
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self._is_wanted, self._why_not = True, ""
        theme.changed.connect(self._on_theme_changed)

    def setEnabled(self, is_enabled: bool, /) -> None:
        """Enable or disable the button; one that is forbidden stays grey."""
        self._is_wanted = is_enabled
        super().setEnabled(is_enabled and not self._why_not)

    def forbid(self, why: str) -> None:
        """Grey the button and say why to mouse and screen reader; "" leaves it to ``setEnabled`` again."""
        if why == self._why_not:
            return
        self._why_not = why
        set_tip(self, why)
        self.setAccessibleDescription(why)
        super().setEnabled(self._is_wanted and not why)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _parts_width(self) -> int:
        words = QFontMetrics(theme.font(weight=500)).horizontalAdvance(self.text())
        mark = theme.px(ICON + (GAP if self.text() else 0)) if self.icon_name else 0
        return words + mark + (key_cap_width(self.key) + theme.px(GAP + 2) if self.key else 0)

    def _colors(self) -> tuple[QColor | None, QColor | None, str]:
        ground, hovered = GROUNDS[self.rank]
        if not self.isEnabled():
            return theme.color("window"), theme.color("line"), "muted"
        token = hovered if self.underMouse() or self.isDown() else ground
        border = theme.color("line") if self.rank == "normal" else None
        return theme.color(token) if token else None, border, INKS[self.rank]

    def sizeHint(self) -> QSize:
        """Return a size with enough width for icon, word and key."""
        return QSize(self._parts_width() + 2 * theme.px(PADDING), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the full size, so that the word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from the right: icon, word, key cap (mirrored in left-to-right layouts)."""
        painter = QPainter(self)
        ground, border, ink = self._colors()
        fill_rounded(painter, QRectF(self.rect()), theme.px(RADIUS), ground, border)
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()))
        cursor = (self.width() + self._parts_width()) / 2
        if self.icon_name:
            side = theme.px(ICON)
            cursor -= side
            painter.drawPixmap(round(cursor), (self.height() - side) // 2, pixmap(self.icon_name, ink, ICON))
            cursor -= theme.px(GAP)
        cursor = self._draw_word(painter, cursor, theme.color(ink))
        if self.key:
            cap_ground = theme.color(GROUNDS[self.rank][0] or "card") if self.isEnabled() else theme.color("window")
            width = key_cap_width(self.key)
            draw_key_cap(painter, cursor - width, self.height() / 2, self.key, theme.color(ink), cap_ground)

    def _draw_word(self, painter: QPainter, right: float, ink: QColor) -> float:
        font = theme.font(weight=500)
        width = QFontMetrics(font).horizontalAdvance(self.text())
        painter.setPen(ink)
        painter.setFont(font)
        box = QRectF(right - width - 1, 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self.text())
        return right - width - theme.px(GAP + 2)
