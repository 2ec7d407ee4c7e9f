"""Paint an address as a QR code, on white in both palettes, so that every camera reads it."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded

QUIET = 2  # modules of white around the code
SIDE = 132


class QrPicture(QWidget):
    """A QR code; its modules are whole pixels, so that they stay sharp."""

    def __init__(self, payload: str = "", side: int = SIDE) -> None:
        super().__init__()
        self._payload, self._side = payload, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def payload(self) -> str:
        """Return the text that a camera reads."""
        return self._payload

    def show_text(self, payload: str, name: str) -> None:
        """Show another text; ``name`` is what a screen reader says."""
        self._payload = payload
        self.setAccessibleName(name)
        self.setVisible(bool(payload))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._payload:
            return
        painter = QPainter(self)
        fill_rounded(painter, QRectF(self.rect()), theme.px(8), QColor("white"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        rows = modules_of(self._payload)
        module = max(min(self.width(), self.height()) // (len(rows) + 2 * QUIET), 1)
        start = (self.width() - module * len(rows)) // 2, (self.height() - module * len(rows)) // 2
        for row, modules in enumerate(rows):
            for column, is_dark in enumerate(modules):
                if is_dark:
                    left, top = start[0] + column * module, start[1] + row * module
                    painter.fillRect(left, top, module, module, Qt.GlobalColor.black)
        painter.end()


@lru_cache(maxsize=16)
def modules_of(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the code, row by row; True is dark."""
    import segno

    matrix = segno.make_qr(payload, error="m", boost_error=False).matrix
    return tuple(tuple(bool(module) for module in row) for row in matrix)
