"""Grey what the person on duty may not do, and say who may."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from dealer_app.domain.errors import sentence
from dealer_app.domain.rights import Grant, Right, refusal_of
from ui.page_kit.page import Page
from ui.widgets.painted.badge import Badge


class Forbidden(Protocol):
    """A control that can be greyed with a sentence, as ``KeyCapButton``."""

    def forbid(self, why: str) -> None:
        """Grey the control and say why; "" allows it again."""


class Guard(QObject):
    """Watches who is on duty. An act that a colleague may allow by PIN stays possible: the panel asks for it.

    ``changed`` fires after another person is on duty or the settings changed.
    """

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._on_duty = page, page.context.on_duty
        self._watched: list[tuple[Right, tuple[Forbidden, ...]]] = []
        self._notes: list[tuple[Right, Badge]] = []
        self._on_duty.changed.connect(self.look)

    def watch(self, right: Right, *controls: Forbidden) -> None:
        """Grey ``controls`` whenever the person on duty has no ``right``."""
        self._watched.append((right, controls))
        self._look_at(right, controls)

    def note_of(self, right: Right) -> Badge:
        """Return a line for the page that says who has ``right``; it is hidden from whoever has it."""
        note = Badge(sentence(refusal_of(right)), "amber", "shield-alert", self._page)
        note.setVisible(not self.may_try(right))
        self._notes.append((right, note))
        return note

    def may_try(self, right: Right) -> bool:
        """Return whether the person on duty has ``right``, alone or with a colleague."""
        return self._on_duty.grant(right) is not Grant.NO

    def look(self) -> None:
        """Look again who is on duty."""
        for right, controls in self._watched:
            self._look_at(right, controls)
        for right, note in self._notes:
            note.setVisible(not self.may_try(right))
        self.changed.emit()

    def _look_at(self, right: Right, controls: tuple[Forbidden, ...]) -> None:
        why = "" if self.may_try(right) else sentence(refusal_of(right))
        for control in controls:
            control.forbid(why)
