"""Show open pages as tabs; a visit and a phone call in between each keep their draft."""

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.page_kit.page import Page
from ui.widgets.bars.tab_strip import TabStrip
from ui.widgets.layout.page_room import PageRoom


class Tabs(QWidget):
    """Tab strip and the page in front.

    ``front_changed`` fires after another page came to the front or the commands of a page changed.
    """

    front_changed = Signal()

    def __init__(self, empty: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = TabStrip()
        self._stack = QStackedWidget()
        self._empty = empty
        self._stack.addWidget(empty)
        self._keys: list[Hashable] = []
        self._pages: list[Page] = []
        self._rooms: dict[Page, PageRoom] = {}
        self._last: Page | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 14)
        column.setSpacing(14)
        top = QHBoxLayout()
        top.addWidget(self.strip)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self._panels = QVBoxLayout()
        column.addLayout(self._panels)
        self.strip.currentChanged.connect(self._on_front)
        self.strip.close_requested.connect(self.close_at)

    @property
    def front(self) -> Page | None:
        """Return the page in front, or None if no page is open."""
        index = self.strip.currentIndex()
        return self._pages[index] if 0 <= index < len(self._pages) else None

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return all open pages, in the order of their tabs."""
        return tuple(self._pages)

    def bring(self, key: Hashable) -> Page | None:
        """Bring the page of ``key`` to the front and return it; None if it is not open."""
        if key not in self._keys:
            return None
        index = self._keys.index(key)
        self.strip.setCurrentIndex(index)
        self._pages[index].come_forward()
        return self._pages[index]

    def add(self, key: Hashable, page: Page) -> None:
        """Add a new page and bring it to the front."""
        self._keys.append(key)
        self._pages.append(page)
        self._rooms[page] = PageRoom(page, page.fit)
        self._stack.addWidget(self._rooms[page])
        page.title_changed.connect(lambda: self._mark(page))
        page.commands_changed.connect(self.front_changed)
        page.panel_changed.connect(self._show_panels)
        index = self.strip.addTab(page.title)
        self._mark(page)
        self.strip.setCurrentIndex(index)
        self._on_front(index)

    def step(self, by: int) -> None:
        """Move ``by`` tabs to the next or previous page, wrapping around."""
        if self._pages:
            self.strip.setCurrentIndex((self.strip.currentIndex() + by) % len(self._pages))

    def close_front(self) -> None:
        """Close the page in front."""
        if self.front is not None:
            self.close_at(self.strip.currentIndex())

    def close_page(self, page: QWidget) -> None:
        """Close ``page`` if it is still open, wherever its tab is; the page in front stays in front."""
        for index, one in enumerate(self._pages):
            if one is page:
                self.close_at(index)
                return

    def close_at(self, index: int) -> None:
        """Close the page at ``index``; what was typed is kept as a draft."""
        page = self._pages.pop(index)
        self._keys.pop(index)
        page.keep_draft()
        page.set_panel(None)
        self.strip.removeTab(index)
        room = self._rooms.pop(page)
        self._stack.removeWidget(room)
        room.hide()
        room.deleteLater()
        self._on_front(self.strip.currentIndex())

    def _mark(self, page: Page) -> None:
        if page in self._pages:
            self.strip.mark(self._pages.index(page), page.title, is_dirty=page.is_dirty())

    def _show_panels(self) -> None:
        """Show the question to a colleague of the page in front, and of no other page."""
        for page in self._pages:
            if page.panel is not None:
                if self._panels.indexOf(page.panel) < 0:
                    self._panels.addWidget(page.panel)
                page.panel.setVisible(page is self.front)

    def _on_front(self, index: int) -> None:
        page = self.front
        self._stack.setCurrentWidget(self._rooms[page] if page is not None else self._empty)
        self.strip.setVisible(bool(self._pages))
        self._show_panels()
        is_other, self._last = page is not self._last, page
        if page is not None and is_other:  # a tab that closes elsewhere does not move the focus
            page.come_forward()
        self.front_changed.emit()
