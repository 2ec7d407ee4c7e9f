"""Who is on duty at which counter: what the shell and every page may ask about the present session."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import Actor, Role


class OnDuty(QObject):
    """Holds the signed-in person and the settings as last read; ``changed`` after either changed.

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

    @property
    def is_manager(self) -> bool:
        """Say whether the person on duty may change settings and staff."""
        return self.actor is not None and self.actor.role is Role.MANAGER

    def sign_in(self, actor: Actor) -> None:
        """Begin or take up the session of ``actor``; nobody undoes what another saved."""
        if actor != self.actor:
            self._undo = None
        self.actor, self.is_locked = actor, False
        self.changed.emit()

    def lock(self) -> None:
        """Hide the counter behind the PIN; the person stays, so do all drafts."""
        self.is_locked = True
        self.changed.emit()

    def remember_edit(self, undo: Callable[[], object]) -> None:
        """Keep how the last saved edit is undone (Ctrl+Z)."""
        self._undo = undo

    def undo_edit(self) -> bool:
        """Undo the last saved edit, once; False where there is none."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()
        return undo is not None

    def use_settings(self, settings: Settings) -> None:
        """Take freshly read settings."""
        self.settings = settings
        self.changed.emit()
