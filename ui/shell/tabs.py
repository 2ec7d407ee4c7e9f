"""Show open pages as tabs; a visit and a phone call in between each keep their draft, and each person own tabs."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.staff import Actor
from ui.page_kit.page import Page
from ui.widgets.bars.tab_strip import TabStrip
from ui.widgets.layout.page_room import PageRoom


@dataclass(slots=True)
class _Kept:
    """The open pages of a person who is not on duty, and which of them was in front."""

    keys: list[Hashable]
    pages: list[Page]
    front: int


class Tabs(QWidget):
    """Tab strip and the page in front, of the person on duty.

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
        self._person: Actor | None = None
        self._kept: dict[Hashable, _Kept] = {}
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
        """Return all open pages of the person on duty, in the order of their tabs."""
        return tuple(self._pages)

    def use_person(self, actor: Actor) -> None:
        """Show the tabs of ``actor``, who signs in; call it before anybody else hears of it, and ``catch_up`` after.

        The tabs of whoever was on duty are kept for them, and their pages stand still. If the same person has fewer
        rights than before, the pages whose right is gone are closed; what was typed stays their draft.
        """
        former, self._person = self._person, actor
        if former is not None and former.staff_id != actor.staff_id:
            self._put_away(former.staff_id)
            self._bring_back(self._kept.pop(actor.staff_id, _Kept([], [], -1)))
        for page in self.pages:
            if former is not None and page.is_allowed_to(former.roles) and not page.is_allowed_to(actor.roles):
                self.close_page(page)

    def catch_up(self) -> None:
        """Let the pages read what they missed, as the person who is on duty now."""
        for page in self.pages:
            page.catch_up()
        self.front_changed.emit()

    def _put_away(self, owner: Hashable) -> None:
        self._kept[owner] = _Kept(self._keys, self._pages, self.strip.currentIndex())
        for page in self._pages:
            page.put_away()
            if page.panel is not None:
                page.panel.hide()
        self._keys, self._pages = [], []

    def _bring_back(self, kept: _Kept) -> None:
        """Show kept tabs; the page in front gets the focus when the window is entered."""
        self.strip.blockSignals(True)
        while self.strip.count():
            self.strip.removeTab(0)
        self._keys, self._pages = kept.keys, kept.pages
        for page in self._pages:
            page.is_away = False
            self.strip.addTab(page.title)
            self._mark(page)
        self.strip.setCurrentIndex(kept.front)
        self.strip.blockSignals(False)
        self._last = self.front
        self._on_front(kept.front)

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
        for kept in self._kept.values():
            if page in kept.pages:
                self._forget(kept, kept.pages.index(page))

    def _forget(self, kept: _Kept, index: int) -> None:
        """Remove a page of a person who is not on duty: its own answer closed it."""
        kept.keys.pop(index)
        kept.front -= int(index < kept.front or kept.front == len(kept.keys))
        self._discard(kept.pages.pop(index))

    def close_at(self, index: int) -> None:
        """Close the page at ``index``; what was typed is kept as a draft."""
        page = self._pages.pop(index)
        self._keys.pop(index)
        page.keep_draft()
        page.set_panel(None)
        self.strip.removeTab(index)
        self._discard(page)
        self._on_front(self.strip.currentIndex())

    def _discard(self, page: Page) -> None:
        room = self._rooms.pop(page)
        self._stack.removeWidget(room)
        room.hide()
        room.deleteLater()

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
