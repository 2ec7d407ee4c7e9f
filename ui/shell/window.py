"""Main window: shows the entrance (opening, first start, lock) or the shell.

It handles pages and commands in general and does not depend on their subjects. To paint early, it creates the shell
only when a person is about to sign in.
"""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QStackedLayout, QVBoxLayout, QWidget

from ui.shell.entrance import Entrance
from ui.shell.window_place import FIRST_SIZE

if TYPE_CHECKING:
    from ui.commands.command import Command
    from ui.commands.keys import KeyBinder
    from ui.page_kit.notes import Notes
    from ui.page_kit.page import Page
    from ui.shell.shell import Shell

ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Window(QWidget):
    """Main window: the entrance (opening, first start, lock) or the shell, and a note below it."""

    closing = Signal()

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self.entrance = entrance
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # The pages scroll; no page may make the window larger than its screen.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._stack = QStackedLayout()
        self._stack.addWidget(entrance)
        self._note_room = QVBoxLayout()
        column.addLayout(self._stack, 1)
        column.addLayout(self._note_room)
        self._commands: tuple[Command, ...] = ()
        self._first_paint: Callable[[], object] | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self._is_leaving = False
        self.resize(FIRST_SIZE)

    @cached_property
    def shell(self) -> "Shell":
        """Return the shell, created on first use."""
        from ui.shell.shell import Shell

        shell = Shell()
        self._stack.addWidget(shell)
        shell.tabs.front_changed.connect(self._on_front)
        return shell

    @cached_property
    def notes(self) -> "Notes":
        """Return the notes, which are shown below the pages of the entrance or of the shell."""
        from ui.page_kit.notes import Notes

        return Notes(self, lambda: self.shell.note_room if self.is_entered else self._note_room)

    @cached_property
    def _shell_keys(self) -> "KeyBinder":
        from ui.commands.keys import KeyBinder

        return KeyBinder(self.shell)

    @cached_property
    def _page_keys(self) -> "KeyBinder":
        from ui.commands.keys import KeyBinder

        return KeyBinder(self.shell)

    @property
    def is_entered(self) -> bool:
        """Return whether the shell is in front."""
        return self._stack.currentWidget() is not self.entrance

    def on_first_paint(self, action: Callable[[], object]) -> None:
        """Call ``action`` once, after the window has been painted for the first time."""
        self._first_paint = action

    def use_commands(self, commands: "tuple[Command, ...]") -> None:
        """Set the commands that work on every page and bind their keys."""
        self._commands = commands
        self._shell_keys.bind(commands)

    def page_commands(self) -> "tuple[Command, ...]":
        """Return the commands of the page in front."""
        page = self.shell.tabs.front
        return page.commands() if page is not None else ()

    def enter(self) -> None:
        """Show the shell and focus the page in front, or else the search box."""
        self._stack.setCurrentWidget(self.shell)
        page = self.shell.tabs.front
        if page is not None:
            page.come_forward()
        else:
            self.shell.top_bar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self, *, keeps_drafts: bool = True) -> None:
        """Show the entrance; with ``keeps_drafts``, open pages keep what is typed."""
        if keeps_drafts:
            self.keep_drafts()
        self.shell.popup.hide()
        self.shell.palette_sheet.hide()
        self.shell.help_sheet.hide()
        self.notes.clear()
        self._stack.setCurrentWidget(self.entrance)

    def keep_drafts(self) -> None:
        """Make every open page keep what is typed."""
        for page in self.shell.tabs.pages:
            page.keep_draft()

    def open_page(self, key: Hashable, make: "Callable[[], Page]") -> "Page":
        """Bring the page of ``key`` to the front; create it with ``make`` if it is not open yet."""
        page = self.shell.tabs.bring(key)
        if page is None:
            page = make()
            self.shell.tabs.add(key, page)
        return page

    def open_palette(self) -> None:
        """Open the palette with every command of the page and of the shell (Ctrl+K)."""
        self.shell.palette_sheet.open_with((*self.page_commands(), *self._commands))

    def open_help(self) -> None:
        """Show the keys that work here (F1)."""
        self.shell.help_sheet.open_with(self._commands, self.page_commands())

    def go_back(self) -> None:
        """Go one level back: the note, the question to a colleague, a level of the page, the page; drafts are kept."""
        if self.notes.clear():
            return
        if not self.is_entered:
            self.entrance.go_back()
            return
        page = self.shell.tabs.front
        if page is not None and not page.close_panel() and not page.go_back():
            self.shell.tabs.close_front()

    def _asks_first(self) -> bool:
        """Return whether a question is shown first, because the first start has words that are not saved."""
        if self._is_leaving or self.is_entered or not self.entrance.is_unsaved:
            return False
        from ui.texts import sign_in as words
        from ui.widgets.sheets.question_sheet import QuestionSheet

        sheet = QuestionSheet(self)
        title, hint = words.UNSAVED_TITLE, words.UNSAVED_HINT
        sheet.ask(title, hint, stay=words.UNSAVED_STAY, leave=words.UNSAVED_LEAVE, go=self._leave_unsaved)
        return True

    def _leave_unsaved(self) -> None:
        self._is_leaving = True
        self.close()

    def _on_front(self) -> None:
        page = self.shell.tabs.front
        self.shell.rail.light(page.rail_key if page is not None else "")
        taken = {command.key for command in self._commands}
        self._page_keys.bind(command for command in self.page_commands() if command.key not in taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one level back on Esc and press the focused button on Enter, if no child widget handled the key."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in ENTERS and isinstance(focused, QAbstractButton) and not event.isAutoRepeat():
            focused.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint after a change of the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Run the action of ``on_first_paint`` from the event loop, after the first paint."""
        super().paintEvent(event)
        action, self._first_paint = self._first_paint, None
        if action is not None:
            QTimer.singleShot(0, self, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the search results, which would be misplaced after a resize."""
        super().resizeEvent(event)
        if self.is_entered:
            self.shell.popup.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and emit ``closing``, unless ``may_close`` (which may ask the person) returns False."""
        if self._asks_first() or not self.may_close():
            event.ignore()
            return
        if "shell" in self.__dict__:
            self.keep_drafts()
        self.closing.emit()
        super().closeEvent(event)
