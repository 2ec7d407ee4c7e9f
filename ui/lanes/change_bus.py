"""Publish the changes of each write, so that every open page refreshes what it shows."""

from PySide6.QtCore import QObject, Signal

from dealer_app.domain.changes import Changes


class ChangeBus(QObject):
    """``changed`` carries the ``Changes`` of one committed transaction."""

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Emit ``changed``, unless the transaction touched nothing."""
        if changes.touched:
            self.changed.emit(changes)
