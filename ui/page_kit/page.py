"""Base class of the pages that are shown in tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dealer_app.domain.changes import Changes
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.rights import Grant, Right, grant_of
from dealer_app.domain.staff import Roles
from ui.commands.command import Command
from ui.page_kit.context import Context

if TYPE_CHECKING:
    from ui.page_kit.approval_panel import ApprovalPanel


class Page(QWidget):
    """Base of all pages; every method has a default, and subclasses override what they need.

    ``title_changed`` makes the tab strip read ``title`` and ``is_dirty`` again; ``commands_changed`` tells the shell
    that the commands of this page changed. ``panel_changed`` tells it that a colleague is asked, or no more.
    """

    title_changed = Signal()
    panel_changed = Signal()
    commands_changed = Signal()

    needed_right: ClassVar[Right | None]
    """Right without which nobody sees this page nor is offered its drafts; None: it shows nothing about a customer.

    Every page declares it (``tests/architecture/test_page_rights.py``).
    """

    rail_key = ""
    """Key of the rail entry that is lit while this page is in front."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title = ""
        self.panel: ApprovalPanel | None = None
        self.is_away = False
        self._missed: Changes | None = None
        self._is_stale = False
        context.change_bus.changed.connect(self._on_bus)

    def set_title(self, title: str) -> None:
        """Set the title of the page and update its tab."""
        self.title = title
        self.setAccessibleName(title)
        self.title_changed.emit()

    def is_dirty(self) -> bool:
        """Return whether the page holds unsaved input (a dot in the tab)."""
        return False

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of this page; their keys work while it is in front."""
        return ()

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        """Return the customer and the order that this page is about, as far as it is about any."""
        return None, None

    def refresh(self) -> None:
        """Reload what is shown (F5)."""

    def on_changes(self, changes: Changes) -> None:
        """React to a write from any part of the program."""

    def begin(self) -> None:
        """Focus the first field; called each time the page comes to the front."""
        self.setFocus()

    def come_forward(self) -> None:
        """Focus the question to a colleague, if one is open, or else the first field."""
        if self.panel is None:
            self.begin()
        else:
            self.panel.begin()

    def set_panel(self, panel: ApprovalPanel | None) -> None:
        """Show a question to a colleague below this page, and below no other; None removes the one that is shown."""
        former, self.panel = self.panel, panel
        self.panel_changed.emit()
        if former is not None:
            former.hide()
            former.deleteLater()

    def close_panel(self) -> bool:
        """Give up the question to a colleague (Esc); return whether there is one, even if it cannot be given up now."""
        if self.panel is None:
            return False
        self.panel.give_up()
        return True

    def is_allowed(self) -> bool:
        """Return whether the person on duty has the right of this page, alone or with a colleague."""
        actor = self.context.on_duty.actor
        return self.is_allowed_to(actor.roles if actor is not None else frozenset())

    def is_allowed_to(self, roles: Roles) -> bool:
        """Return whether a person with ``roles`` has the right of this page, alone or with a colleague."""
        return self.needed_right is None or grant_of(roles, self.needed_right) is not Grant.NO

    def put_away(self) -> None:
        """Keep this page for the person who opened it: hidden, it reads nothing and saves no draft."""
        self.is_away = True

    def catch_up(self) -> None:
        """Show what happened while the page was away; whoever opened it is on duty again."""
        missed, self._missed = self._missed, None
        is_stale, self._is_stale = self._is_stale, False
        if missed is not None:
            self.on_changes(missed)
        if is_stale:
            self.refresh()

    def note_stale(self) -> None:
        """Remember that something was not read because the page is away: ``catch_up`` reads it."""
        self._is_stale = True

    def _on_bus(self, changes: Changes) -> None:
        if not self.is_away:
            self.on_changes(changes)
        else:
            before = self._missed.touched if self._missed is not None else frozenset()
            self._missed = Changes(before | changes.touched)

    def fit(self) -> None:
        """Choose the parts for the size of the page's place (``room_of``); called after each change of that size."""

    def go_back(self) -> bool:
        """Go one level back inside the page (Esc); return False if there is no level to go back to."""
        return False

    def on_bug(self) -> None:
        """Enable the controls again after an unexpected error (a button that waits for its answer)."""

    def is_alive(self) -> bool:
        """Return whether the page's widget still exists."""
        return isValid(self)

    def keep_draft(self) -> None:
        """Save the draft now: called when the counter locks or closes and when the page is left."""
