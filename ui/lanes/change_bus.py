"""Tells every open page what a write changed, so that each refreshes what it shows of it."""

from PySide6.QtCore import QObject, Signal

from dealer_app.domain.changes import Changes


class ChangeBus(QObject):
    """``changed`` carries the ``Changes`` of one committed transaction."""

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Tell everybody; a transaction that touched nothing stays silent."""
        if changes.touched:
            self.changed.emit(changes)
