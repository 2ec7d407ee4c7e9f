"""What a page is: a titled piece of work in a tab, with its verbs and perhaps a draft."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dealer_app.domain.changes import Changes
from ui.commands.command import Command
from ui.page_kit.context import Context


class Page(QWidget):
    """Base of all pages. Subclasses override what they need; every method here is a sensible nothing.

    ``title_changed`` tells the tab strip to look again at ``title`` and ``is_dirty``;
    ``commands_changed`` tells the shell that keys and palette of this page changed.
    """

    title_changed = Signal()
    commands_changed = Signal()

    rail_key = ""
    """Which entry of the rail is lit while this page is in front."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title = ""
        context.change_bus.changed.connect(self.on_changes)

    def set_title(self, title: str) -> None:
        """Give the page its name and tell the tab."""
        self.title = title
        self.setAccessibleName(title)
        self.title_changed.emit()

    def is_dirty(self) -> bool:
        """Say whether something typed here is not yet saved (a dot in the tab)."""
        return False

    def commands(self) -> tuple[Command, ...]:
        """List the verbs of this page; their keys work while it is in front."""
        return ()

    def refresh(self) -> None:
        """Read again what is shown (F5)."""

    def on_changes(self, changes: Changes) -> None:
        """Look at what a write changed, wherever it came from."""

    def begin(self) -> None:
        """Put the keyboard where work begins; called each time the page comes to the front."""
        self.setFocus()

    def go_back(self) -> bool:
        """Go one level back inside the page (Esc); False lets the shell close or leave it."""
        return False

    def on_bug(self) -> None:
        """Take the controls back after an unexpected error (a button that waits for its answer)."""

    def is_alive(self) -> bool:
        """Say whether the page's widget still exists."""
        return isValid(self)

    def keep_draft(self) -> None:
        """Keep what is typed, now: the counter locks, closes or the page is left."""
