"""The window: rail, bars, tabs and the sheets over them. It knows pages and commands, never what they are about."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.keys import KeyBinder
from ui.messages import Notes
from ui.page import Page
from ui.tabs import Tabs
from ui.widgets.command_palette import CommandPalette
from ui.widgets.help_sheet import HelpSheet
from ui.widgets.home import Home
from ui.widgets.rail import Rail, RailEntry
from ui.widgets.search_popup import SearchPopup
from ui.widgets.status_bar import StatusBar
from ui.widgets.top_bar import TopBar


class Shell(QWidget):
    """What a signed-in person sees: the rail, the bars and the open pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.home = Home()
        self.top_bar = TopBar()
        self.tabs = Tabs(self.home)
        self.status_bar = StatusBar()
        self.rail = Rail(())
        self._upper = QHBoxLayout()
        self._upper.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top_bar)
        middle.addWidget(self.tabs, 1)
        self._upper.addWidget(self.rail)
        self._upper.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._upper, 1)
        column.addWidget(self.status_bar)
        self.popup = SearchPopup(self)
        self.palette_sheet = CommandPalette(self)
        self.help_sheet = HelpSheet(self)

    def use_rail(self, entries: tuple[RailEntry, ...]) -> None:
        """Put these entries on the rail."""
        old, self.rail = self.rail, Rail(entries)
        self._upper.replaceWidget(old, self.rail)
        old.hide()
        old.deleteLater()
        self.rail.show()


class Window(QWidget):
    """The program's window: the entrance (opening, first start, lock) or the shell, and notes over both."""

    closing = Signal()

    def __init__(self, entrance: QWidget) -> None:
        super().__init__()
        self.shell = Shell()
        self.entrance = entrance
        self._stack = QStackedWidget()
        self._stack.addWidget(entrance)
        self._stack.addWidget(self.shell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.notes = Notes(self)
        self._commands: tuple[Command, ...] = ()
        self._shell_keys = KeyBinder(self.shell)
        self._page_keys = KeyBinder(self.shell)
        self._first_paint: Callable[[], object] | None = None
        self.shell.tabs.front_changed.connect(self._on_front)
        self.resize(1366, 768)

    @property
    def is_entered(self) -> bool:
        """Say whether the shell is in front."""
        return self._stack.currentWidget() is self.shell

    def on_first_paint(self, action: Callable[[], object]) -> None:
        """Call ``action`` once, after the window has been painted for the first time."""
        self._first_paint = action

    def use_commands(self, commands: tuple[Command, ...]) -> None:
        """Take the commands that work on every page."""
        self._commands = commands
        self._shell_keys.bind((*commands, Command("", self.go_back, "Esc")))

    def page_commands(self) -> tuple[Command, ...]:
        """List the verbs of the page in front."""
        page = self.shell.tabs.front
        return page.commands() if page is not None else ()

    def enter(self) -> None:
        """Show the shell; the keyboard goes to where work was."""
        self._stack.setCurrentWidget(self.shell)
        page = self.shell.tabs.front
        if page is not None:
            page.begin()
        else:
            self.shell.top_bar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the entrance; open pages keep what is typed."""
        self.keep_drafts()
        self.shell.popup.hide()
        self.shell.palette_sheet.hide()
        self.shell.help_sheet.hide()
        self.notes.clear()
        self._stack.setCurrentWidget(self.entrance)

    def keep_drafts(self) -> None:
        """Ask every open page to keep what is typed."""
        for page in self.shell.tabs.pages:
            page.keep_draft()

    def open_page(self, key: Hashable, make: Callable[[], Page]) -> Page:
        """Bring the page of ``key`` to the front, making it when it is not open yet."""
        page = self.shell.tabs.bring(key)
        if page is None:
            page = make()
            self.shell.tabs.add(key, page)
        return page

    def open_palette(self) -> None:
        """Offer every command of the page and of the shell (Ctrl+K)."""
        self.shell.palette_sheet.open_with((*self.page_commands(), *self._commands))

    def open_help(self) -> None:
        """Show the keys that work here (F1)."""
        self.shell.help_sheet.open_with(self._commands, self.page_commands())

    def go_back(self) -> None:
        """One level back: the note, then inside the page; the page itself stays open."""
        page = self.shell.tabs.front
        if self.notes.clear() or page is None:
            return
        page.go_back()

    def _on_front(self) -> None:
        page = self.shell.tabs.front
        self.shell.rail.light(page.rail_key if page is not None else "")
        taken = {command.key for command in self._commands}
        self._page_keys.bind(command for command in self.page_commands() if command.key not in taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one level back on Esc, where nothing below took the key."""
        if event.key() == Qt.Key.Key_Escape and self.is_entered:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when the palette was switched."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell whoever waits that the first paint is done, once the event loop turns."""
        super().paintEvent(event)
        action, self._first_paint = self._first_paint, None
        if action is not None:
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, self, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take floating results away; they would stand in the wrong place."""
        super().resizeEvent(event)
        self.shell.popup.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, then let the composition root close what it opened."""
        self.keep_drafts()
        self.closing.emit()
        super().closeEvent(event)
