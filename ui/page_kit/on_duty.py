"""Hold the person on duty, the settings and the last edit, for the shell and all pages."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dealer_app.domain.rights import Grant, Right, grant_of
from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import Actor


class OnDuty(QObject):
    """Holds the signed-in person and the settings as last read; ``changed`` fires after either changed.

    ``look_wanted`` asks the shell for another palette and size; ``staff_changed`` for a fresh sign-in page.
    """

    changed = Signal()
    look_wanted = Signal(str, int)
    staff_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actor: Actor | None = None
        self.settings = Settings()
        self.is_locked = True
        self._undo: Callable[[], object] | None = None

    def grant(self, right: Right) -> Grant:
        """Return what the person on duty may do with ``right``; nobody on duty may do nothing."""
        return grant_of(self.actor.roles if self.actor is not None else frozenset(), right)

    def may(self, right: Right) -> bool:
        """Return whether the person on duty may use ``right`` without a colleague's PIN."""
        return self.grant(right) is Grant.YES

    def sign_in(self, actor: Actor) -> None:
        """Sign in or unlock ``actor``; another person's last edit can no longer be undone."""
        if actor != self.actor:
            self._undo = None
        self.actor, self.is_locked = actor, False
        self.changed.emit()

    def lock(self) -> None:
        """Lock the counter; the person and all drafts are kept."""
        self.is_locked = True
        self.changed.emit()

    def remember_edit(self, undo: Callable[[], object]) -> None:
        """Keep the callback that undoes the last saved edit (Ctrl+Z)."""
        self._undo = undo

    def undo_edit(self) -> bool:
        """Undo the last saved edit, once; return False if there is none."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()
        return undo is not None

    def use_settings(self, settings: Settings) -> None:
        """Replace the settings by freshly read ones."""
        self.settings = settings
        self.changed.emit()
