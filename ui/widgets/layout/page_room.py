"""Give a page the size of its place, but never less height than its parts need: then the page scrolls."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageRoom(QScrollArea):
    """Place of one page; it shows a scroll bar only if a low window, large type or a note leaves too little height.

    ``on_room`` is called after each change of its size; the page then chooses its parts by ``room_of``.
    """

    def __init__(self, page: QWidget, on_room: Callable[[], object]) -> None:
        super().__init__()
        self._page, self._on_room = page, on_room
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)

    def _fit(self) -> None:
        size = self.maximumViewportSize()
        least = _least_height(self._page, size.width())
        if least > size.height():
            size.setWidth(size.width() - self.verticalScrollBar().sizeHint().width())
            least = _least_height(self._page, size.width())
        self._page.resize(size.width(), max(size.height(), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_room()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again after the parts of the page changed."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


def room_of(page: QWidget) -> QSize:
    """Return the size of the place of ``page``; unlike its own size it does not depend on what the page shows."""
    above = page.parentWidget()
    room = above.parentWidget() if above is not None else None
    return room.size() if isinstance(room, PageRoom) else page.size()


def _least_height(page: QWidget, width: int) -> int:
    layout = page.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(width)
    return page.minimumSizeHint().height()
